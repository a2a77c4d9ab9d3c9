using System.Security.Cryptography;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Seals;
using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Journal.Verification;

namespace MultiVenueMargin.Journal.Archiving;

/// <summary>
/// Copies a running journal to another device as of one moment, and puts it back. The moment is taken on the thread that
/// submits and polls (<see cref="BackupPoint.Of"/>), the copying is done on any; what is committed meanwhile is not part of it.
/// </summary>
public static class Backup
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>
    /// Copies what the point covers, archive included, and last the manifest: a target without one is no backup. The target
    /// is empty. Throws <see cref="StorageException"/>.
    /// </summary>
    /// <param name="source">The live device, or archive and live joined.</param>
    public static BackupManifest Copy(BackupPoint point, IStorageReader source, IStorageDevice target)
    {
        RequireEmpty(target);
        var files = new List<BackupFile>();
        // Snapshots first: they come and go, and none is needed.
        foreach (var file in source.List().Where(file => SnapshotFile.TryParse(file, out _)))
        {
            if (source.LengthOf(file) is { } length && TryCopy(source, target, file, length) is { } copy)
            {
                files.Add(copy);
            }
        }

        foreach (var file in source.List())
        {
            if (SegmentName.TryParse(file, out var number) && number <= point.Segment)
            {
                var length = number == point.Segment ? point.Offset : source.LengthOf(file) ?? 0;
                files.Add(TryCopy(source, target, file, length) ?? throw new StorageException(StorageError.NotFound, $"{file} went away."));
            }
        }

        // Without the archive the journal begins where the archive ends.
        var first = files.Select(file => SegmentName.TryParse(file.Name, out var number) ? number : int.MaxValue).Min();
        if (!new SegmentReader(source, first).TryReadHeader(out var header) || !header.Previous.IsNowhere)
        {
            files.Add(TryCopy(source, target, OriginFile.Name, source.LengthOf(OriginFile.Name) ?? 0)
                ?? throw new StorageException(StorageError.NotFound, $"{OriginFile.Name} went away."));
        }

        var manifest = new BackupManifest(point.At, point.NextSequence, point.Root, point.Streams, files);
        DeviceWork.WriteWhole(target, BackupManifest.Name, BackupManifest.Name + ".new", manifest.ToJson(), manifest.ToJson().Length);
        return manifest;
    }

    /// <summary>
    /// Puts a backup into an empty folder, archived segments with the live ones. Every file is held against the manifest, and
    /// then every chain, and seal if there are keys, is verified and the heads are held against the point. Throws
    /// <see cref="JournalCorruptedException"/> naming the file that is not what was backed up.
    /// </summary>
    public static BackupManifest Restore(IStorageReader backup, IStorageDevice target, IReadOnlyList<SealKey> keys)
    {
        RequireEmpty(target);
        var manifest = BackupManifest.Read(backup);
        foreach (var file in manifest.Files)
        {
            if (backup.LengthOf(file.Name) != file.Length || DigestOf(backup, file.Name, file.Length) != file.Digest)
            {
                throw new JournalCorruptedException(file.Name, 0, "it is not what was backed up.");
            }
        }

        foreach (var file in manifest.Files)
        {
            if (TryCopy(backup, target, file.Name, file.Length) is not { } copy || copy.Digest != file.Digest)
            {
                throw new JournalCorruptedException(file.Name, 0, "it changed while it was restored.");
            }
        }

        var verifier = new JournalVerifier(target, keys);
        foreach (var _ in keys.Count > 0 ? verifier.Read() : verifier.WithoutSeals())
        {
        }

        if (verifier.Found is { } found)
        {
            throw new JournalCorruptedException(found.File, found.Offset, found.What);
        }

        return MerkleTree.RootOf(verifier.Heads) == manifest.Root
            ? manifest
            : throw new JournalCorruptedException(BackupManifest.Name, 0, "the heads of what was restored are not those of the backup's moment.");
    }

    private static void RequireEmpty(IStorageDevice target)
    {
        if (target.List() is { Count: > 0 } there)
        {
            throw new InvalidOperationException($"The target is not empty: it has {there[0]}.");
        }
    }

    /// <summary>Null when the file, or part of it, is not there.</summary>
    private static BackupFile? TryCopy(IStorageReader source, IStorageDevice target, string file, long length)
    {
        var temporary = file + ".copy";
        target.Create(temporary, length);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var offset = 0L; offset < length; offset += ChunkBytes)
        {
            var chunk = new byte[Math.Min(ChunkBytes, length - offset)];
            if (!TryRead(source, file, offset, chunk))
            {
                target.Delete(temporary);
                return null;
            }

            digest.AppendData(chunk);
            DeviceWork.Write(target, temporary, offset, chunk);
        }

        DeviceWork.Sync(target, temporary);
        target.Rename(temporary, file);
        return new BackupFile(file, length, ChainHash.Of(digest.GetHashAndReset()));
    }

    private static bool TryRead(IStorageReader source, string file, long offset, byte[] chunk)
    {
        try
        {
            return DeviceWork.Read(source, file, offset, chunk) == chunk.Length;
        }
        catch (StorageException missing) when (missing.Error == StorageError.NotFound)
        {
            return false;
        }
    }

    private static ChainHash DigestOf(IStorageReader storage, string file, long length)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunk = new byte[ChunkBytes];
        for (var offset = 0L; offset < length; offset += ChunkBytes)
        {
            digest.AppendData(chunk, 0, DeviceWork.Read(storage, file, offset, chunk.AsSpan(0, (int)Math.Min(ChunkBytes, length - offset))));
        }

        return ChainHash.Of(digest.GetHashAndReset());
    }
}
