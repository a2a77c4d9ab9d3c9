using MultiVenueMargin.Journal.Devices;

namespace MultiVenueMargin.Host.Bench;

/// <summary>A device that tells of everything it did only after a while, as storage does that is overloaded. For the thread that submits, but for the delay.</summary>
internal sealed class SlowDevice(IStorageDevice inner, TimeProvider time) : IStorageDevice
{
    private readonly Queue<(DeviceCompletion Completion, long At)> _done = new();
    private readonly List<DeviceCompletion> _polled = [];
    private long _delayTicks;

    /// <summary>How long; none to begin with. Safe from any thread.</summary>
    public TimeSpan Delay
    {
        get => new(Interlocked.Read(ref _delayTicks));
        set => Interlocked.Exchange(ref _delayTicks, value.Ticks);
    }

    public IReadOnlyList<string> List() => inner.List();

    public long? LengthOf(string file) => inner.LengthOf(file);

    public int Read(string file, long offset, Span<byte> into) => inner.Read(file, offset, into);

    public void Create(string file, long length) => inner.Create(file, length);

    public void Rename(string from, string to) => inner.Rename(from, to);

    public void Delete(string file) => inner.Delete(file);

    public void Trim(string file, long length) => inner.Trim(file, length);

    public long SubmitWrite(string file, long offset, ReadOnlyMemory<byte> bytes) => inner.SubmitWrite(file, offset, bytes);

    public long SubmitSync(string file) => inner.SubmitSync(file);

    public long SubmitCreate(string file, long length) => inner.SubmitCreate(file, length);

    public long SubmitRename(string from, string to) => inner.SubmitRename(from, to);

    public long SubmitDelete(string file) => inner.SubmitDelete(file);

    public int Poll(ICollection<DeviceCompletion> completions)
    {
        _polled.Clear();
        inner.Poll(_polled);
        foreach (var completion in _polled)
        {
            _done.Enqueue((completion, time.GetTimestamp()));
        }

        var count = 0;
        for (; _done.TryPeek(out var first) && time.GetElapsedTime(first.At) >= Delay; count++)
        {
            completions.Add(_done.Dequeue().Completion);
        }

        return count;
    }
}
