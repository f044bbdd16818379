"""What was added, lost, left untranslated or mistranslated, as far as the surface shows."""
