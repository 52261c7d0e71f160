"""The four lists of a region (建议单 任务单 布局单 项目单), out of its simulated state."""
