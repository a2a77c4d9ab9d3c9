using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Verification;

namespace MultiVenueMargin.Journal.Segments;

/// <summary>The snapshots that lie beside a log, for who checks them against it. A journal passes over one that is not sound; this names it.</summary>
public sealed class StoredSnapshots
{
    private readonly IStorageReader _storage;
    private readonly ILookup<(StreamId Stream, long Version), SnapshotPlace> _places;

    private StoredSnapshots(IStorageReader storage, List<SnapshotPlace> places, Alteration? found)
    {
        (_storage, Found) = (storage, found);
        _places = places.ToLookup(place => (place.Stream, place.Version));
        Count = places.Count;
    }

    /// <summary>The first file whose table cannot be read; null where all can.</summary>
    public Alteration? Found { get; }

    public int Count { get; }

    public static StoredSnapshots Of(IStorageReader storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        var places = new List<SnapshotPlace>();
        Alteration? found = null;
        foreach (var file in storage.List())
        {
            if (!SnapshotFile.TryParse(file, out var number))
            {
                continue;
            }

            var table = SnapshotFile.ReadTable(storage, number);
            if (table.Count == 0 && storage.LengthOf(file) is not null)
            {
                found ??= new Alteration("the table of its snapshots is not what was written.", file, 0);
            }

            places.AddRange(table);
        }

        return new StoredSnapshots(storage, places, found);
    }

    /// <summary>The snapshots of a stream at a version, each sound or with what is wrong about it. One whose file went away meanwhile is left out.</summary>
    public IEnumerable<(StreamSnapshot? Snapshot, Alteration? Alteration)> At(StreamId stream, long version)
    {
        foreach (var place in _places[(stream, version)])
        {
            var file = SnapshotFile.NameOf(place.File);
            if (SnapshotFile.Read(_storage, place) is { } snapshot)
            {
                yield return (snapshot, null);
            }
            else if (_storage.LengthOf(file) is not null)
            {
                yield return (null, new Alteration("the state of a snapshot is not what was written.", file, place.Offset, stream, version));
            }
        }
    }
}
