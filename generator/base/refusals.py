"""Why the system refused to read or write, in Chinese."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超过了磁盘配额",
    errno.ENAMETOOLONG: "文件名或路径太长",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.EBADF: "输出已关闭",
    errno.EEXIST: "路径中有一段是文件，不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENOENT: "找不到",
    errno.EMFILE: "打开的文件太多",
    errno.EIO: "磁盘读写出错",
    errno.ELOOP: "链接绕成一圈",
}


def word_refusal(error: OSError) -> str:
    """Return in Chinese why the system refused; its own words where it is nothing usual."""
    return _REASONS.get(error.errno or 0, "") or error.strerror or str(error)
