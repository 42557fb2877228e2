"""Import every module that needs the core dependencies alone, in an environment that has nothing else."""

import importlib
import importlib.util
import pkgutil
import sys

import provenance

if importlib.util.find_spec("jupyterlab"):
    sys.exit("this environment is not minimal: JupyterLab is here")
for name in provenance.__all__:
    getattr(provenance, name)
for module in pkgutil.walk_packages(provenance.__path__, "provenance."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
importlib.import_module("trafilatura")  # imported by the reader of pages when it meets one
print(f"wire-provenance {provenance.__version__}: {len(sys.modules)} modules, core dependencies alone")
