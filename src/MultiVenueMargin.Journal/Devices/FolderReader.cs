namespace MultiVenueMargin.Journal.Devices;

/// <summary>
/// A folder that is only read, whoever holds it: an auditor or a backup looks at a running journal so. Nothing is locked and nothing written;
/// what is written meanwhile may be seen in part. Safe from any thread.
/// </summary>
public sealed class FolderReader : IStorageReader
{
    private readonly string _path;

    /// <summary>Throws <see cref="StorageException"/> where there is no such folder.</summary>
    public FolderReader(string path)
    {
        _path = Path.GetFullPath(path);
        if (!Directory.Exists(_path))
        {
            throw new StorageException(StorageError.NotFound, $"There is no folder {_path}.");
        }
    }

    public IReadOnlyList<string> List() => Guard(
        "listing",
        () => (IReadOnlyList<string>)[.. Directory.EnumerateFiles(_path)
            .Select(file => Path.GetFileName(file)).Where(name => name != StorageFolder.LockName).Order(StringComparer.Ordinal)]);

    public long? LengthOf(string file) => Guard("measuring", () => new FileInfo(PathOf(file)) is { Exists: true } info ? info.Length : (long?)null);

    public int Read(string file, long offset, Span<byte> into)
    {
        try
        {
            using var handle = File.OpenHandle(PathOf(file), share: FileShare.ReadWrite | FileShare.Delete);
            return RandomAccess.Read(handle, into, offset);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw Refused("reading", refusal);
        }
    }

    private static T Guard<T>(string doing, Func<T> what)
    {
        try
        {
            return what();
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw Refused(doing, refusal);
        }
    }

    private static StorageException Refused(string doing, Exception refusal) => new(
        refusal is FileNotFoundException or DirectoryNotFoundException ? StorageError.NotFound : StorageError.InputOutput,
        $"The disk refused {doing}: {refusal.Message}");

    private string PathOf(string file) => Path.Combine(_path, StorageFolder.RequireName(file));
}
