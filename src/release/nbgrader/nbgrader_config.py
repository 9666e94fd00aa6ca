# nubelab's settings for nbgrader. Your own go below them: `nubelab release --nbgrader` leaves this file alone once it is there.
load_subconfig("nubelab/nbgrader_config.py")  # noqa: F821
