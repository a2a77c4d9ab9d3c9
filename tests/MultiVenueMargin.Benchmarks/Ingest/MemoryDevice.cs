using MultiVenueMargin.Journal.Devices;

namespace MultiVenueMargin.Benchmarks.Ingest;

/// <summary>
/// Storage in memory that completes what was submitted at the next poll and allocates only files: what a journal over it allocates is the
/// journal's own.
/// </summary>
internal sealed class MemoryDevice : IStorageDevice
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly Queue<DeviceCompletion> _completed = new();
    private long _last;

    public IReadOnlyList<string> List() => [.. _files.Keys.Order(StringComparer.Ordinal)];

    public long? LengthOf(string file) => _files.TryGetValue(file, out var bytes) ? bytes.Length : null;

    public int Read(string file, long offset, Span<byte> into)
    {
        var bytes = _files[file];
        var count = (int)Math.Clamp(bytes.Length - offset, 0, into.Length);
        bytes.AsSpan((int)offset, count).CopyTo(into);
        return count;
    }

    public void Create(string file, long length) => _files[file] = new byte[length];

    public void Rename(string from, string to)
    {
        if (_files.Remove(from, out var bytes))
        {
            _files[to] = bytes;
        }
    }

    public void Delete(string file) => _files.Remove(file);

    public void Trim(string file, long length) => _files[file] = _files[file][..(int)length];

    public long SubmitWrite(string file, long offset, ReadOnlyMemory<byte> bytes)
    {
        bytes.Span.CopyTo(_files[file].AsSpan((int)offset));
        return Submit();
    }

    public long SubmitSync(string file) => Submit();

    public long SubmitCreate(string file, long length)
    {
        Create(file, length);
        return Submit();
    }

    public long SubmitRename(string from, string to)
    {
        Rename(from, to);
        return Submit();
    }

    public long SubmitDelete(string file)
    {
        Delete(file);
        return Submit();
    }

    public int Poll(ICollection<DeviceCompletion> completions)
    {
        var count = 0;
        for (; _completed.TryDequeue(out var completion); count++)
        {
            completions.Add(completion);
        }

        return count;
    }

    private long Submit()
    {
        _completed.Enqueue(new DeviceCompletion(++_last, null));
        return _last;
    }
}
