"""The YAML parser: values, positions and problems from the events of ruamel.yaml."""
