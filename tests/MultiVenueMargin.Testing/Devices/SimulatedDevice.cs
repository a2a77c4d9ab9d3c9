using MultiVenueMargin.Journal.Devices;

namespace MultiVenueMargin.Testing.Devices;

/// <summary>
/// Storage in memory, driven by a seeded random source: what is submitted completes only when polled, after a number of polls
/// drawn by chance, and may go wrong as <see cref="Faults"/> say or as a test asks with <see cref="FailNext"/>. A crash keeps,
/// loses or tears every sector that was not synced.
/// </summary>
public sealed class SimulatedDevice(Random random) : IStorageDevice
{
    private readonly SortedDictionary<string, SimulatedFile> _files = new(StringComparer.Ordinal);
    private readonly List<Submission> _submitted = [];
    private readonly Queue<DeviceFault> _forced = new();
    private readonly Dictionary<DeviceFault, int> _occurred = [];
    private long _lastSubmission;

    private enum Kind
    {
        Write = 1,
        Sync = 2,
        Create = 3,
        Rename = 4,
        Delete = 5,
    }

    /// <summary>A device that holds these files, durably.</summary>
    public SimulatedDevice(Random random, IReadOnlyDictionary<string, byte[]> image)
        : this(random)
    {
        foreach (var (name, bytes) in image)
        {
            _files.Add(name, new SimulatedFile([.. bytes]));
        }
    }

    public DeviceFaults Faults { get; set; } = DeviceFaults.None;

    /// <summary>At most so many polls pass before something completes.</summary>
    public int MostPolls { get; set; } = 4;

    /// <summary>Bytes that all files together may have; a file that would exceed it finds no space.</summary>
    public long Capacity { get; set; } = long.MaxValue;

    /// <summary>Which faults occurred, and how often.</summary>
    public IReadOnlyDictionary<DeviceFault, int> Occurred => _occurred;

    /// <summary>What is on the disk now.</summary>
    public IReadOnlyDictionary<string, byte[]> DurableImage() => _files.ToDictionary(file => file.Key, file => file.Value.Durable.ToArray());

    /// <summary>What reads show now, as when only the process dies.</summary>
    public IReadOnlyDictionary<string, byte[]> ShownImage() => _files.ToDictionary(file => file.Key, file => file.Value.Shown.ToArray());

    /// <summary>The next operation to which the fault applies suffers it.</summary>
    public void FailNext(DeviceFault fault) => _forced.Enqueue(fault);

    public IReadOnlyList<string> List() => [.. _files.Keys];

    public long? LengthOf(string file) => _files.TryGetValue(file, out var found) ? found.Length : null;

    public int Read(string file, long offset, Span<byte> into)
    {
        ThrowIf(DeviceFault.FailingRead, StorageError.InputOutput, "reading", file);
        var bytes = Find(file).Shown;
        if (offset >= bytes.Length)
        {
            return 0;
        }

        var count = (int)Math.Min(into.Length, bytes.Length - offset);
        bytes.Slice((int)offset, count).CopyTo(into);
        return count;
    }

    public void Create(string file, long length)
    {
        if (Occurs(DeviceFault.NoSpaceToCreate) || _files.Values.Sum(each => (long)each.Length) + length > Capacity)
        {
            throw new StorageException(StorageError.NoSpace, $"No room for {file}.");
        }

        _files[file] = new SimulatedFile(new byte[length]);
    }

    public void Rename(string from, string to)
    {
        ThrowIf(DeviceFault.FailingRename, StorageError.InputOutput, "renaming", from);
        var file = Find(from);
        _files.Remove(from);
        _files[to] = file;
    }

    public void Delete(string file) => _files.Remove(file);

    public void Trim(string file, long length) => Find(file).Trim((int)length);

    public long SubmitWrite(string file, long offset, ReadOnlyMemory<byte> bytes)
    {
        var length = Find(file).Length;
        if (offset < 0 || offset + bytes.Length > length)
        {
            throw new ArgumentOutOfRangeException(nameof(offset), $"{file} has {length} bytes; {offset} to {offset + bytes.Length} is not in it.");
        }

        return Submit(new Submission(Kind.Write, file) { Offset = offset, Bytes = bytes, Copy = bytes.ToArray() });
    }

    public long SubmitSync(string file) => Submit(new Submission(Kind.Sync, file));

    public long SubmitCreate(string file, long length) => Submit(new Submission(Kind.Create, file) { Offset = length });

    public long SubmitRename(string from, string to) => Submit(new Submission(Kind.Rename, from) { To = to });

    public long SubmitDelete(string file) => Submit(new Submission(Kind.Delete, file));

    public int Poll(ICollection<DeviceCompletion> completions)
    {
        var blocked = new HashSet<string>(StringComparer.Ordinal);
        var count = 0;
        foreach (var each in _submitted.ToArray())
        {
            each.PollsLeft--;
            // In order of submission per file; between files, as it comes.
            if (each.PollsLeft > 0 || blocked.Contains(each.File))
            {
                blocked.Add(each.File);
                continue;
            }

            _submitted.Remove(each);
            completions.Add(new DeviceCompletion(each.Number, Do(each)));
            count++;
        }

        return count;
    }

    /// <summary>The power fails: what is under way may happen or not, and each sector that was not synced is kept, lost or torn.</summary>
    public void Crash()
    {
        Count(DeviceFault.Crash);
        foreach (var each in _submitted)
        {
            if (each.Kind == Kind.Write && _files.TryGetValue(each.File, out var file))
            {
                file.Write(each.Offset, each.Copy);
            }
            else if (each.Kind != Kind.Sync && random.Next(2) == 0)
            {
                TryDoAtOnce(each);
            }
        }

        _submitted.Clear();
        foreach (var file in _files.Values)
        {
            file.Crash(random);
        }
    }

    /// <summary>Only the process dies: what was submitted is abandoned half-way, what was written stays as it is.</summary>
    public void Kill()
    {
        foreach (var each in _submitted)
        {
            if (each.Kind == Kind.Write && _files.TryGetValue(each.File, out var file))
            {
                file.Write(each.Offset, each.Copy.AsSpan(0, random.Next(each.Copy.Length + 1)));
            }
        }

        _submitted.Clear();
    }

    /// <summary>Turns a bit of a file on the disk.</summary>
    public void FlipBit(string file, long offset, int bit)
    {
        Count(DeviceFault.BitFlip);
        Find(file).FlipBit(offset, bit);
    }

    private long Submit(Submission submission)
    {
        submission.Number = ++_lastSubmission;
        submission.PollsLeft = random.Next(MostPolls + 1) * (Occurs(DeviceFault.Slowness) ? 100 : 1);
        _submitted.Add(submission);
        return submission.Number;
    }

    private StorageError? Do(Submission work)
    {
        try
        {
            switch (work.Kind)
            {
                case Kind.Write:
                    return Write(work);
                case Kind.Sync:
                    return Sync(Find(work.File));
                case Kind.Create:
                    Create(work.File, work.Offset);
                    return null;
                case Kind.Rename:
                    Rename(work.File, work.To);
                    return null;
                default:
                    Delete(work.File);
                    return null;
            }
        }
        catch (StorageException refusal)
        {
            return refusal.Error;
        }
    }

    private StorageError? Write(Submission work)
    {
        var file = Find(work.File);
        if (!work.Bytes.Span.SequenceEqual(work.Copy))
        {
            throw new InvalidOperationException($"Bytes that were submitted for {work.File} changed before the write completed.");
        }

        if (Occurs(DeviceFault.FailingWrite))
        {
            return StorageError.InputOutput;
        }

        if (Occurs(DeviceFault.NoSpaceToWrite))
        {
            return StorageError.NoSpace;
        }

        if (Occurs(DeviceFault.ShortWrite))
        {
            file.Write(work.Offset, work.Copy.AsSpan(0, random.Next(work.Copy.Length)));
            return StorageError.InputOutput;
        }

        if (Occurs(DeviceFault.LostWrite))
        {
            return null;
        }

        var sectors = (file.Length - work.Copy.Length) / SimulatedFile.SectorBytes;
        var offset = Occurs(DeviceFault.MisdirectedWrite) ? random.Next(sectors + 1) * (long)SimulatedFile.SectorBytes : work.Offset;
        file.Write(offset, work.Copy);
        return null;
    }

    private StorageError? Sync(SimulatedFile file)
    {
        if (Occurs(DeviceFault.FailingSync))
        {
            return StorageError.InputOutput;
        }

        if (Occurs(DeviceFault.FailingSyncThatLoses))
        {
            file.ForgetDirty();
            return StorageError.InputOutput;
        }

        if (Occurs(DeviceFault.LyingSync))
        {
            file.ForgetDirty();
        }
        else
        {
            file.Sync();
        }

        return null;
    }

    private void TryDoAtOnce(Submission work)
    {
        try
        {
            _ = Do(work);
        }
        catch (StorageException)
        {
            // It did not happen before the power failed.
        }
    }

    private SimulatedFile Find(string file) =>
        _files.TryGetValue(file, out var found) ? found : throw new StorageException(StorageError.NotFound, $"{file} is not there.");

    private void ThrowIf(DeviceFault fault, StorageError error, string doing, string file)
    {
        if (Occurs(fault))
        {
            throw new StorageException(error, $"The device failed {doing} {file}.");
        }
    }

    private bool Occurs(DeviceFault fault)
    {
        var isForced = _forced.TryPeek(out var next) && next == fault;
        if (isForced)
        {
            _forced.Dequeue();
        }

        var chance = Faults.ChanceOf(fault);
        if (!isForced && (chance <= 0 || random.NextDouble() >= chance))
        {
            return false;
        }

        Count(fault);
        return true;
    }

    private void Count(DeviceFault fault) => _occurred[fault] = _occurred.GetValueOrDefault(fault) + 1;

    private sealed class Submission(Kind kind, string file)
    {
        public Kind Kind { get; } = kind;

        public string File { get; } = file;

        public string To { get; init; } = "";

        public long Offset { get; init; }

        public ReadOnlyMemory<byte> Bytes { get; init; }

        public byte[] Copy { get; init; } = [];

        public long Number { get; set; }

        public int PollsLeft { get; set; }
    }
}
