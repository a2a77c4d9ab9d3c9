using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MultiVenueMargin.Journal.Devices;

/// <summary>What .NET has no call for: syncing data without its times, and syncing a folder. Linux only.</summary>
internal static class NativeMethods
{
    public const int OpenReadOnly = 0;

    // The C library's own declarations take int where a SafeHandle passes a native int: the register is the same.
    [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int SyncData(SafeFileHandle file);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Sync(int file);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Close(int file);
}
