using System.Collections.Concurrent;

namespace MultiVenueMargin.Journal.Devices;

/// <summary>
/// A folder on a local disk. One thread of its own does what is submitted, in order. A second process on the same folder is
/// refused. Disposing finishes what was submitted.
/// </summary>
public sealed class FileDevice : IStorageDevice, IDisposable
{
    /// <summary>The journal has a handful under way; more than this is a mistake of the caller.</summary>
    private const int MostSubmissions = 4096;

    /// <summary>Zeros written between two other pieces of work: about as long as one sync.</summary>
    private const int ZerosAtOnce = 1 << 20;

    private static readonly byte[] Zeros = new byte[ZerosAtOnce];

    private readonly StorageFolder _folder;
    private readonly BlockingCollection<Work> _submitted = new(MostSubmissions);
    private readonly ConcurrentQueue<DeviceCompletion> _completed = new();
    private readonly Queue<Work> _creations = new();
    private readonly Thread _thread;
    private long _lastSubmission;
    private long _zeroed;
    private bool _isDisposed;

    /// <summary>Takes the folder, making it where there is none. Throws <see cref="StorageException"/> when it is in use.</summary>
    public FileDevice(string folder)
    {
        _folder = new StorageFolder(folder);
        _thread = new Thread(DoWork) { IsBackground = true, Name = "storage" };
        _thread.Start();
    }

    private enum Kind
    {
        Write = 1,
        Sync = 2,
        Create = 3,
        Rename = 4,
        Delete = 5,
    }

    public IReadOnlyList<string> List() => _folder.List();

    public long? LengthOf(string file) => _folder.LengthOf(file);

    public int Read(string file, long offset, Span<byte> into) => _folder.Read(file, offset, into);

    public void Create(string file, long length)
    {
        _folder.Begin(file);
        try
        {
            for (var at = 0L; at < length; at += ZerosAtOnce)
            {
                WriteZeros(file, at, length);
            }

            _folder.SyncData(file);
            _folder.SyncFolder();
        }
        catch (StorageException)
        {
            Discard(file);
            throw;
        }
    }

    public void Rename(string from, string to) => _folder.Rename(from, to);

    public void Delete(string file) => _folder.Delete(file);

    public void Trim(string file, long length) => _folder.Trim(file, length);

    public long SubmitWrite(string file, long offset, ReadOnlyMemory<byte> bytes) => Submit(new Work(Kind.Write, file, offset, bytes, ""));

    public long SubmitSync(string file) => Submit(new Work(Kind.Sync, file, 0, default, ""));

    public long SubmitCreate(string file, long length) => Submit(new Work(Kind.Create, file, length, default, ""));

    public long SubmitRename(string from, string to) => Submit(new Work(Kind.Rename, from, 0, default, StorageFolder.RequireName(to)));

    public long SubmitDelete(string file) => Submit(new Work(Kind.Delete, file, 0, default, ""));

    public int Poll(ICollection<DeviceCompletion> completions)
    {
        var count = 0;
        for (; _completed.TryDequeue(out var completion); count++)
        {
            completions.Add(completion);
        }

        return count;
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _submitted.CompleteAdding();
            _thread.Join();
            _folder.Dispose();
            _submitted.Dispose();
        }
    }

    private long Submit(Work work)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        StorageFolder.RequireName(work.File);
        var numbered = work with { Number = ++_lastSubmission };
        return _submitted.TryAdd(numbered)
            ? numbered.Number
            : throw new InvalidOperationException($"More than {MostSubmissions} submissions are under way.");
    }

    private void DoWork()
    {
        var batch = new List<Work>();
        while (TryTakeBatch(batch))
        {
            for (var i = 0; i < batch.Count; i++)
            {
                var work = batch[i];
                if (work.Kind == Kind.Create)
                {
                    _creations.Enqueue(work);
                }
                else if (work.Kind == Kind.Sync && FindLaterSync(batch, i) is { } later)
                {
                    // That one covers this one as well.
                    batch[later] = batch[later] with { Earlier = [.. batch[later].Earlier, .. work.Earlier, work.Number] };
                }
                else
                {
                    Complete(work, ErrorOf(work));
                }
            }

            GoOnCreating();
        }
    }

    /// <summary>Waits for work, unless zeros are still to be written. False when there is none and will be none.</summary>
    private bool TryTakeBatch(List<Work> batch)
    {
        batch.Clear();
        if (_submitted.TryTake(out var first, _creations.Count > 0 ? 0 : Timeout.Infinite))
        {
            batch.Add(first);
            while (batch.Count < MostSubmissions && _submitted.TryTake(out var next))
            {
                batch.Add(next);
            }
        }

        return batch.Count > 0 || _creations.Count > 0;
    }

    private static int? FindLaterSync(List<Work> batch, int index)
    {
        for (var i = index + 1; i < batch.Count && (batch[i].File != batch[index].File || batch[i].Kind is Kind.Write or Kind.Sync); i++)
        {
            if (batch[i].Kind == Kind.Sync && batch[i].File == batch[index].File)
            {
                return i;
            }
        }

        return null;
    }

    private StorageError? ErrorOf(Work work)
    {
        try
        {
            switch (work.Kind)
            {
                case Kind.Write:
                    _folder.Write(work.File, work.Place, work.Bytes.Span);
                    break;
                case Kind.Sync:
                    _folder.SyncData(work.File);
                    break;
                case Kind.Rename:
                    _folder.Rename(work.File, work.To);
                    break;
                case Kind.Delete:
                    _folder.Delete(work.File);
                    break;
            }

            return null;
        }
        catch (StorageException refusal)
        {
            return refusal.Error;
        }
    }

    private void Complete(Work work, StorageError? error)
    {
        foreach (var number in work.Earlier)
        {
            _completed.Enqueue(new DeviceCompletion(number, error));
        }

        _completed.Enqueue(new DeviceCompletion(work.Number, error));
    }

    /// <summary>Writes the next piece of the file that is being made, if there is one.</summary>
    private void GoOnCreating()
    {
        if (!_creations.TryPeek(out var work))
        {
            return;
        }

        try
        {
            if (_zeroed == 0)
            {
                _folder.Begin(work.File);
            }

            WriteZeros(work.File, _zeroed, work.Place);
            _zeroed += ZerosAtOnce;
            // Each piece by itself, or the last sync would hold up commits for as long as all of them take.
            _folder.SyncData(work.File);
            if (_zeroed < work.Place)
            {
                return;
            }

            _folder.SyncFolder();
            EndCreation(work, null);
        }
        catch (StorageException refusal)
        {
            Discard(work.File);
            EndCreation(work, refusal.Error);
        }
    }

    private void EndCreation(Work work, StorageError? error)
    {
        _zeroed = 0;
        _creations.Dequeue();
        Complete(work, error);
    }

    private void WriteZeros(string file, long from, long length) =>
        _folder.Write(file, from, Zeros.AsSpan(0, (int)Math.Clamp(length - from, 0, ZerosAtOnce)));

    private void Discard(string file)
    {
        try
        {
            _folder.Delete(file);
        }
        catch (StorageException)
        {
            // What refused before may refuse again. The journal takes an incomplete file for an unused one.
        }
    }

    /// <param name="Place">The offset of a write; the length of a new file.</param>
    /// <param name="To">The new name of a file.</param>
    private readonly record struct Work(Kind Kind, string File, long Place, ReadOnlyMemory<byte> Bytes, string To)
    {
        public long Number { get; init; } = 0;

        /// <summary>Syncs that are done when this one is.</summary>
        public long[] Earlier { get; init; } = [];
    }
}
