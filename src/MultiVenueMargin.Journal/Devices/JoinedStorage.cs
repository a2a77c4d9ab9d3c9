namespace MultiVenueMargin.Journal.Devices;

/// <summary>Several folders read as one, such as an archive and what is live. Where two have a file, the first counts.</summary>
public sealed class JoinedStorage(params IReadOnlyList<IStorageReader> parts) : IStorageReader
{
    public IReadOnlyList<string> List() =>
        [.. parts.SelectMany(part => part.List()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public long? LengthOf(string file) => parts.Select(part => part.LengthOf(file)).FirstOrDefault(length => length is not null);

    public int Read(string file, long offset, Span<byte> into)
    {
        foreach (var part in parts)
        {
            if (part.LengthOf(file) is not null)
            {
                return part.Read(file, offset, into);
            }
        }

        throw new StorageException(StorageError.NotFound, $"{file} is not there.");
    }
}
