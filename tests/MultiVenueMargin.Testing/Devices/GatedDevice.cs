using MultiVenueMargin.Journal.Devices;

namespace MultiVenueMargin.Testing.Devices;

/// <summary>
/// A device with a gate in front of it: open, held (what is submitted waits and is told to nobody) or refusing (every change fails, as in an
/// outage of storage). The gate may be moved from any thread; what was already refused stays refused.
/// </summary>
public sealed class GatedDevice(IStorageDevice inner) : IStorageDevice
{
    // Numbers of refused submissions come from the other end, so that they never meet those of the device.
    private readonly Queue<DeviceCompletion> _refused = new();
    private readonly Lock _lock = new();
    private long _lastRefused = long.MinValue;
    private volatile bool _isHeld;
    private volatile bool _isRefusing;

    /// <summary>Completions are kept back until it is open again.</summary>
    public bool IsHeld
    {
        get => _isHeld;
        set => _isHeld = value;
    }

    /// <summary>Every change fails from now on.</summary>
    public bool IsRefusing
    {
        get => _isRefusing;
        set => _isRefusing = value;
    }

    /// <summary>Asked at every read, on the thread that reads: whether the device refuses it.</summary>
    public Func<bool> RefusesRead { get; set; } = static () => false;

    public IReadOnlyList<string> List() => inner.List();

    public long? LengthOf(string file) => inner.LengthOf(file);

    public int Read(string file, long offset, Span<byte> into) => RefusesRead()
        ? throw new StorageException(StorageError.InputOutput, $"The gate refuses to read {file}.")
        : inner.Read(file, offset, into);

    public void Create(string file, long length)
    {
        ThrowIfRefusing();
        inner.Create(file, length);
    }

    public void Rename(string from, string to)
    {
        ThrowIfRefusing();
        inner.Rename(from, to);
    }

    public void Delete(string file)
    {
        ThrowIfRefusing();
        inner.Delete(file);
    }

    public void Trim(string file, long length)
    {
        ThrowIfRefusing();
        inner.Trim(file, length);
    }

    public long SubmitWrite(string file, long offset, ReadOnlyMemory<byte> bytes) =>
        IsRefusing ? Refuse() : inner.SubmitWrite(file, offset, bytes);

    public long SubmitSync(string file) => IsRefusing ? Refuse() : inner.SubmitSync(file);

    public long SubmitCreate(string file, long length) => IsRefusing ? Refuse() : inner.SubmitCreate(file, length);

    public long SubmitRename(string from, string to) => IsRefusing ? Refuse() : inner.SubmitRename(from, to);

    public long SubmitDelete(string file) => IsRefusing ? Refuse() : inner.SubmitDelete(file);

    public int Poll(ICollection<DeviceCompletion> completions)
    {
        if (IsHeld)
        {
            return 0;
        }

        var count = inner.Poll(completions);
        lock (_lock)
        {
            for (; _refused.TryDequeue(out var refusal); count++)
            {
                completions.Add(refusal);
            }
        }

        return count;
    }

    private long Refuse()
    {
        lock (_lock)
        {
            _refused.Enqueue(new DeviceCompletion(++_lastRefused, StorageError.InputOutput));
            return _lastRefused;
        }
    }

    private void ThrowIfRefusing()
    {
        if (IsRefusing)
        {
            throw new StorageException(StorageError.InputOutput, "The gate refuses every change.");
        }
    }
}
