"""旧改踏勘: offline field survey for the renovation of old urban residential communities."""

__version__ = "0.1.0"
