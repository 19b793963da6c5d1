"""The engines of this release: what each is made of, and the Pythons that it works with."""

from __future__ import annotations

from collections.abc import Mapping

from .schemas import Capability, EngineDescription, OlderJava

_RUN_AND_SERVE = [Capability.RUN, Capability.SERVE]
_PYTHONS = ["3.10", "3.11", "3.12", "3.13"]
_KERNEL = "ipykernel>=6.29,<8"
_PILLOW = "pillow>=11,<13"
_NUMPY = "numpy>=1.26,<3"
_PLOTS = "matplotlib>=3.8,<4"  # what notebooks draw with; ModelArts' kernels have it too

SCIKIT_LEARN = EngineDescription(
    id="scikit-learn",
    framework="Scikit_Learn",
    version="1",
    description="scikit-learn with NumPy, SciPy and Pillow: classical machine learning on CPUs.",
    requirements=["scikit-learn>=1.5,<2", _NUMPY, _PILLOW, _PLOTS, _KERNEL],
    pythons=_PYTHONS,
    capabilities=_RUN_AND_SERVE,
)

PYTORCH = EngineDescription(
    id="pytorch",
    framework="PyTorch",
    version="2",
    description="PyTorch with NumPy and Pillow: deep learning, on GPUs where there are any.",
    requirements=[
        "torch>=2.6,<3",  # from 2.6 on torch.load runs no code unless it is told to
        _NUMPY,
        "pillow>=11,<14",
        _PLOTS,
        _KERNEL,
    ],
    pythons=_PYTHONS,
    capabilities=_RUN_AND_SERVE,
)

# tensorflow-cpu is made for x86-64 and Windows alone; elsewhere tensorflow is the build for CPUs
_X86 = "sys_platform == 'linux' and platform_machine == 'x86_64'"
_NOT_X86 = "sys_platform != 'linux' or platform_machine != 'x86_64'"

TENSORFLOW = EngineDescription(
    id="tensorflow",
    framework="TensorFlow",
    version="2",
    description="TensorFlow 2 with Keras 3: deep learning, on GPUs where there are any.",
    requirements=[
        f"tensorflow-cpu>=2.18,<3; {_X86}",
        f"tensorflow>=2.18,<3; {_NOT_X86}",
        _NUMPY,
        _PILLOW,
        _PLOTS,
        _KERNEL,
    ],
    gpu_requirements=["tensorflow[and-cuda]>=2.18,<3", _NUMPY, _PILLOW, _PLOTS, _KERNEL],
    pythons=_PYTHONS,
    capabilities=_RUN_AND_SERVE,
)

_SLIM = "tf-slim>=1.1,<2"  # stands in for tf.contrib.slim

TENSORFLOW_1 = EngineDescription(
    id="tensorflow-1",
    framework="TensorFlow",
    version="1",
    description="TensorFlow 2.15 in the clothes of TensorFlow 1: sessions, placeholders and "
    "estimators as scripts of that time use them, unchanged.",
    requirements=[
        f"tensorflow-cpu==2.15.1; {_X86}",
        f"tensorflow==2.15.1; {_NOT_X86}",
        _SLIM,
        "numpy>=1.26,<2",
        _PILLOW,
        _PLOTS,
        _KERNEL,
    ],
    gpu_requirements=[
        "tensorflow[and-cuda]==2.15.1",
        _SLIM,
        "numpy>=1.26,<2",
        _PILLOW,
        _PLOTS,
        _KERNEL,
    ],
    pythons=["3.10", "3.11"],
    capabilities=_RUN_AND_SERVE,
    hook="tensorflow_one.hook",
)

MXNET = EngineDescription(
    id="mxnet",
    framework="MXNet",
    version="1",
    description="MXNet 1.9, its last release: Gluon, Module and symbols, on CPUs.",
    requirements=[
        "mxnet==1.9.1",
        "numpy==1.23.5",  # mxnet uses names that 1.24 dropped; no wheel for Pythons after 3.11
        _PILLOW,
        _PLOTS,
        _KERNEL,
    ],
    pythons=["3.10", "3.11"],
    capabilities=_RUN_AND_SERVE,
)

XGBOOST = EngineDescription(
    id="xgboost",
    framework="XGBoost",
    version="3",
    description="XGBoost and scikit-learn: boosted trees on CPUs.",
    requirements=[
        f"xgboost-cpu>=3,<4; {_X86}",
        f"xgboost>=3,<4; {_NOT_X86}",  # 900 MB with its build for GPUs where xgboost-cpu lacks
        "scikit-learn>=1.5,<2",
        _NUMPY,
        _PILLOW,
        _PLOTS,
        _KERNEL,
    ],
    pythons=_PYTHONS,
    capabilities=_RUN_AND_SERVE,
)

_PANDAS = "pandas>=2.2,<3"

SPARK = EngineDescription(
    id="spark",
    framework="Spark_MLlib",
    version="4",
    description="PySpark 4 on the cores of this computer, with pandas: needs Java 17 or newer; "
    "where Java is 11 to 16, it is PySpark 3.5.",
    requirements=["pyspark>=4,<5", _NUMPY, _PANDAS, _PLOTS, _KERNEL],
    pythons=_PYTHONS,
    capabilities=_RUN_AND_SERVE,
    java=17,
    older_java=OlderJava(
        java=11,
        # of the time of numpy 1; it uses distutils, which Python 3.12 dropped
        requirements=["pyspark>=3.5,<4", "numpy>=1.26,<2", _PANDAS, _PLOTS, _KERNEL],
        pythons=["3.10", "3.11"],
    ),
)

CAFFE = EngineDescription(
    id="caffe",
    framework="Caffe",
    version="1",
    description="Networks of Caffe through OpenCV: prediction only, no training.",
    requirements=[
        "opencv-python-headless>=4.8,<5",  # 5 no longer reads Caffe's files
        _NUMPY,
        _PILLOW,
        _PLOTS,
        _KERNEL,
    ],
    pythons=_PYTHONS,
    capabilities=_RUN_AND_SERVE,
)

_ALL = (SCIKIT_LEARN, PYTORCH, TENSORFLOW, TENSORFLOW_1, MXNET, XGBOOST, SPARK, CAFFE)
CATALOG: Mapping[str, EngineDescription] = {one.id: one for one in _ALL}
