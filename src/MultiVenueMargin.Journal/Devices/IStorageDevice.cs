namespace MultiVenueMargin.Journal.Devices;

/// <summary>
/// A flat folder of files on stable storage, as little as the journal needs, so that production runs over a disk and the
/// simulator runs the same journal over a device that tears, loses and corrupts. Writing is asynchronous and polled. What is
/// submitted for one file is done in the order of submission; a sync makes durable what was submitted for the file before it.
/// Submitting and polling is for one thread.
/// </summary>
public interface IStorageDevice : IStorageReader
{
    /// <summary>Makes a file of this size, zeroed, and its name durable. Throws <see cref="StorageException"/> where there is no room.</summary>
    void Create(string file, long length);

    /// <summary>Gives a file another name, replacing what had it, atomically and durably.</summary>
    void Rename(string from, string to);

    /// <summary>Removes a file durably.</summary>
    void Delete(string file);

    /// <summary>Gives back what a file has behind a length. A crash may undo it, and never harms what lies before.</summary>
    void Trim(string file, long length);

    /// <summary>Begins a write within the file; the bytes must not change until it completes.</summary>
    /// <returns>The number under which it completes.</returns>
    long SubmitWrite(string file, long offset, ReadOnlyMemory<byte> bytes);

    /// <summary>Begins making durable all writes of the file that were submitted before.</summary>
    long SubmitSync(string file);

    /// <summary>Begins what <see cref="Create"/> does, without holding up writes of other files for long.</summary>
    long SubmitCreate(string file, long length);

    /// <summary>Begins what <see cref="Rename"/> does.</summary>
    long SubmitRename(string from, string to);

    /// <summary>Begins what <see cref="Delete"/> does.</summary>
    long SubmitDelete(string file);

    /// <summary>Collects completions, in the order in which they happened. Never blocks.</summary>
    int Poll(ICollection<DeviceCompletion> completions);
}

/// <summary>Something submitted that has ended.</summary>
/// <param name="Error">Why it failed; null when it succeeded. After a failed sync nothing may be assumed of what was written.</param>
public readonly record struct DeviceCompletion(long Submission, StorageError? Error);

/// <summary>What a device can refuse with.</summary>
public enum StorageError
{
    Unspecified = 0,
    InputOutput = 1,
    NoSpace = 2,
    NotFound = 3,

    /// <summary>Another process holds the device.</summary>
    InUse = 4,
}
