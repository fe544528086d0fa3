"""Line balancing: tasks with times and precedence to stations, fewest at a takt or the shortest takt."""
