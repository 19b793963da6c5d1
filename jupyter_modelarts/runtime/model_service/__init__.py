"""What `customize_service.py` of a model package imports, and the replica that runs it.

It runs inside an engine: the standard library only at import, and nothing of the platform.
"""
