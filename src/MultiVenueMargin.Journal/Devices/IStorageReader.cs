namespace MultiVenueMargin.Journal.Devices;

/// <summary>A flat folder of files, to be read: synchronous, safe from any thread, sees every completed write.</summary>
public interface IStorageReader
{
    /// <summary>Names of the files, ordinally sorted.</summary>
    IReadOnlyList<string> List();

    /// <summary>The size of a file in bytes; null where there is none.</summary>
    long? LengthOf(string file);

    /// <summary>Reads up to <paramref name="into"/>'s length; fewer at the end of the file. Throws <see cref="StorageException"/>.</summary>
    int Read(string file, long offset, Span<byte> into);
}
