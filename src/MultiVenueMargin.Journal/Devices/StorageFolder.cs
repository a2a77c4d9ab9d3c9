using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MultiVenueMargin.Journal.Devices;

/// <summary>
/// A folder on a local disk, held by one process at a time: the blocking operations below <see cref="FileDevice"/>. Every
/// refusal is a <see cref="StorageException"/>.
/// </summary>
internal sealed class StorageFolder : IDisposable
{
    internal const string LockName = "lock";
    private const int MostOpenFiles = 64;
    private const int NoSpaceLeft = 28;
    private const int QuotaExceeded = 122;
    private const int WouldBlock = 11;

    private readonly string _path;
    private readonly FileStream _lock;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SafeFileHandle> _reading = [];
    private readonly Dictionary<string, SafeFileHandle> _writing = [];

    public StorageFolder(string path)
    {
        _path = Path.GetFullPath(path);
        Directory.CreateDirectory(_path);
        try
        {
            _lock = new FileStream(Path.Combine(_path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held) when (held.HResult is WouldBlock || (held.HResult & 0xFFFF) == 32)
        {
            throw new StorageException(StorageError.InUse, $"{_path} is in use by another process, which holds the file '{LockName}' in it.");
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw Refused("locking", _path, refusal);
        }
    }

    /// <summary>A name that leads nowhere else; throws for any other.</summary>
    public static string RequireName(string file) =>
        file.Length == 0 || file == LockName || file is "." or ".." || Path.GetFileName(file) != file
            ? throw new ArgumentException($"'{file}' is no file name of this folder.", nameof(file))
            : file;

    public IReadOnlyList<string> List() => Guard(
        "listing",
        "",
        () =>
        {
            var names = Directory.EnumerateFiles(_path).Select(file => Path.GetFileName(file)).Where(name => name != LockName);
            return (IReadOnlyList<string>)[.. names.Order(StringComparer.Ordinal)];
        });

    public long? LengthOf(string file) => Guard("measuring", file, () =>
    {
        var info = new FileInfo(PathOf(file));
        return info.Exists ? info.Length : (long?)null;
    });

    public int Read(string file, long offset, Span<byte> into)
    {
        try
        {
            return RandomAccess.Read(ReadHandle(file), into, offset);
        }
        catch (ObjectDisposedException)
        {
            // Closed meanwhile to make room for others.
            return ReadAlone(file, offset, into);
        }
        catch (IOException refusal)
        {
            throw Refused("reading", file, refusal);
        }
    }

    public void Write(string file, long offset, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(WriteHandle(file), bytes, offset);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw Refused("writing", file, refusal);
        }
    }

    public void SyncData(string file) => Guard("syncing", file, () =>
    {
        var handle = WriteHandle(file);
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(handle);
        }
        else if (NativeMethods.SyncData(handle) != 0)
        {
            throw Refused("syncing", file, Marshal.GetLastPInvokeError());
        }

        return 0;
    });

    /// <summary>An empty file of no length yet, in place of what had the name.</summary>
    public void Begin(string file) => Guard("creating", file, () =>
    {
        Forget(file);
        File.Create(PathOf(file)).Dispose();
        return 0;
    });

    public void Rename(string from, string to) => Guard("renaming", from, () =>
    {
        Forget(from);
        Forget(to);
        File.Move(PathOf(from), PathOf(to), overwrite: true);
        SyncFolder();
        return 0;
    });

    public void Delete(string file) => Guard("deleting", file, () =>
    {
        Forget(file);
        File.Delete(PathOf(file));
        SyncFolder();
        return 0;
    });

    public void Trim(string file, long length) => Guard("trimming", file, () =>
    {
        var handle = WriteHandle(file);
        if (RandomAccess.GetLength(handle) > length)
        {
            RandomAccess.SetLength(handle, length);
        }

        return 0;
    });

    /// <summary>Makes names durable. Elsewhere than on Linux the system does so itself.</summary>
    public void SyncFolder()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var folder = NativeMethods.Open(_path, NativeMethods.OpenReadOnly);
        if (folder < 0)
        {
            throw Refused("opening", _path, Marshal.GetLastPInvokeError());
        }

        var result = NativeMethods.Sync(folder);
        var error = Marshal.GetLastPInvokeError();
        _ = NativeMethods.Close(folder);
        if (result != 0)
        {
            throw Refused("syncing", _path, error);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var handle in _reading.Values.Concat(_writing.Values))
            {
                handle.Dispose();
            }

            _reading.Clear();
            _writing.Clear();
        }

        _lock.Dispose();
    }

    private static StorageException Refused(string doing, string file, Exception refusal) =>
        new(ErrorOf(refusal), $"The device failed {doing} {file}: {refusal.Message}");

    private static StorageException Refused(string doing, string file, int errorNumber) => new(
        errorNumber is NoSpaceLeft or QuotaExceeded ? StorageError.NoSpace : StorageError.InputOutput,
        $"The device failed {doing} {file}: {Marshal.GetPInvokeErrorMessage(errorNumber)}.");

    private static StorageError ErrorOf(Exception refusal) => refusal switch
    {
        FileNotFoundException or DirectoryNotFoundException => StorageError.NotFound,
        // .NET keeps the error number of the system in HResult; on Windows in its lower half (112: disk full).
        IOException when refusal.HResult is NoSpaceLeft or QuotaExceeded || (refusal.HResult & 0xFFFF) == 112 => StorageError.NoSpace,
        _ => StorageError.InputOutput,
    };

    private static T Guard<T>(string doing, string file, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw Refused(doing, file, refusal);
        }
    }

    private int ReadAlone(string file, long offset, Span<byte> into)
    {
        try
        {
            using var handle = File.OpenHandle(PathOf(file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return RandomAccess.Read(handle, into, offset);
        }
        catch (IOException refusal)
        {
            throw Refused("reading", file, refusal);
        }
    }

    private string PathOf(string file) => Path.Combine(_path, RequireName(file));

    private SafeFileHandle ReadHandle(string file)
    {
        lock (_gate)
        {
            return Opened(_reading, file, FileAccess.Read);
        }
    }

    // Apart from those that are read, of which there are many: a file that is written is not closed to make room for one.
    private SafeFileHandle WriteHandle(string file)
    {
        lock (_gate)
        {
            return Opened(_writing, file, FileAccess.ReadWrite);
        }
    }

    private SafeFileHandle Opened(Dictionary<string, SafeFileHandle> handles, string file, FileAccess access)
    {
        if (!handles.TryGetValue(file, out var handle))
        {
            if (handles.Count >= MostOpenFiles)
            {
                var (any, other) = handles.First();
                handles.Remove(any);
                other.Dispose();
            }

            handle = File.OpenHandle(PathOf(file), FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete);
            handles.Add(file, handle);
        }

        return handle;
    }

    private void Forget(string file)
    {
        lock (_gate)
        {
            foreach (var handles in (Dictionary<string, SafeFileHandle>[])[_reading, _writing])
            {
                if (handles.Remove(file, out var handle))
                {
                    handle.Dispose();
                }
            }
        }
    }
}
