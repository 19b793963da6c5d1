"""What `modelarts.config.model_config` lies in, as in the published SDK."""
