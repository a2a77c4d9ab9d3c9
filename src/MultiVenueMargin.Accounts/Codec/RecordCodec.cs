using MultiVenueMargin.Accounts.Markets;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>What a journal holds: every record as its kind, its version and its fields.</summary>
public static class RecordCodec
{
    public static void Write(CanonicalWriter writer, JournalRecord record)
    {
        if (record is SlicePublished slice)
        {
            SliceCodec.Write(writer, slice);
            return;
        }

        var written = FeedRecordCodec.TryWrite(writer, record)
            || MarginRecordCodec.TryWrite(writer, record)
            || LiquidationRecordCodec.TryWrite(writer, record)
            || AccountRecordCodec.TryWrite(writer, record)
            || AdjustmentRecordCodec.TryWrite(writer, record)
            || RegisterRecordCodec.TryWrite(writer, record);
        if (!written)
        {
            throw new ArgumentException($"{record.GetType().Name} has no encoding.", nameof(record));
        }
    }

    public static byte[] BytesOf(JournalRecord record)
    {
        var writer = new CanonicalWriter(256);
        Write(writer, record);
        return writer.ToArray();
    }

    /// <summary>Reads one whole record; anything else is a <see cref="MalformedRecordException"/>.</summary>
    public static JournalRecord Read(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        var reader = new CanonicalReader(bytes, ref at);
        var record = ReadJournalRecord(reader);
        reader.End();
        return record;
    }

    /// <summary>Reads one record and leaves what follows it.</summary>
    public static JournalRecord ReadJournalRecord(CanonicalReader reader)
    {
        var kind = reader.PeekKind();
        return kind == RecordKind.SlicePublished
            ? SliceCodec.ReadSlicePublished(reader)
            : FeedRecordCodec.Read(reader, kind)
                ?? MarginRecordCodec.Read(reader, kind)
                ?? LiquidationRecordCodec.Read(reader, kind)
                ?? AccountRecordCodec.Read(reader, kind)
                ?? AdjustmentRecordCodec.Read(reader, kind)
                ?? RegisterRecordCodec.Read(reader, kind)
                ?? throw new MalformedRecordException(reader.Offset, "a record of a journal");
    }
}
