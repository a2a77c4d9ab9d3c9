using System.Globalization;
using System.Text.Json;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Segments;

namespace MultiVenueMargin.Journal.Archiving;

/// <summary>A file of a backup.</summary>
/// <param name="Digest">SHA-256 of its bytes.</param>
public sealed record BackupFile(string Name, long Length, ChainHash Digest);

/// <summary>What a backup holds, and as of when.</summary>
/// <param name="At">By the host's clock.</param>
/// <param name="NextSequence">The number of the first entry that is not in it.</param>
/// <param name="Root">The Merkle root over the heads of all streams at that moment.</param>
/// <param name="Streams">How many streams there were.</param>
public sealed record BackupManifest(DateTimeOffset At, long NextSequence, ChainHash Root, long Streams, IReadOnlyList<BackupFile> Files)
{
    public const string Name = "manifest.json";

    public byte[] ToJson()
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteString("at", At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            writer.WriteNumber("nextSequence", NextSequence);
            writer.WriteString("root", Root.ToString());
            writer.WriteNumber("streams", Streams);
            writer.WriteStartArray("files");
            foreach (var file in Files)
            {
                writer.WriteStartObject();
                writer.WriteString("name", file.Name);
                writer.WriteNumber("length", file.Length);
                writer.WriteString("sha256", file.Digest.ToString());
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>Throws <see cref="JournalCorruptedException"/> for anything that is no manifest, and where there is none.</summary>
    public static BackupManifest Read(IStorageReader backup)
    {
        if (backup.LengthOf(Name) is null)
        {
            throw new JournalCorruptedException(Name, 0, "there is none, so the backup was not finished.");
        }

        try
        {
            using var document = JsonDocument.Parse(DeviceWork.ReadWhole(backup, Name));
            var root = document.RootElement;
            return new BackupManifest(
                root.GetProperty("at").GetDateTimeOffset(),
                root.GetProperty("nextSequence").GetInt64(),
                HashOf(root.GetProperty("root")),
                root.GetProperty("streams").GetInt64(),
                [
                    .. root.GetProperty("files").EnumerateArray().Select(file => new BackupFile(
                        file.GetProperty("name").GetString() ?? "", file.GetProperty("length").GetInt64(), HashOf(file.GetProperty("sha256")))),
                ]);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new JournalCorruptedException(Name, 0, "it is no manifest: " + broken.Message);
        }
    }

    private static ChainHash HashOf(JsonElement text) => ChainHash.Of(Convert.FromHexString(text.GetString() ?? ""));
}
