"""ModelArts' Python SDK for this server: `Session`, `Estimator`, `Model`, `Predictor`, `Dataset`.

Names, parameters and answers are those of the published SDK reference; additions are marked. It
speaks REST only, and needs nothing but the standard library: it is imported by the Python of every
engine, 3.8 and later, and never imports the platform.
"""
