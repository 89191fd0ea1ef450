"""The month planner, measured on invented coach-months beside the same months done by hand."""
