"""What rules share: finding a shape at figures or sentence starts, claiming ranges, taking debris out, lists of names
and phrases, people.
"""
