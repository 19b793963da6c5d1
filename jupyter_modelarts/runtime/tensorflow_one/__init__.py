"""Lets scripts of TensorFlow 1 run unchanged on TensorFlow 2.15, in the engine tensorflow-1.

A `.pth` file of that engine imports `hook`, for scripts, notebooks and their children alike.
`MODELARTS_TENSORFLOW_1=off` in the environment leaves TensorFlow as it is.
"""
