using System.Globalization;
using System.Security.Cryptography;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Journal;

namespace MultiVenueMargin.Engine.Tests.Recorded;

/// <summary>
/// A journal as text, one record a line in the order of the partitions: stream, version, position in its partition, time in UTC
/// ticks, the record's bytes; and behind them what each stream's state was in the end, as a digest of its canonical bytes.
/// </summary>
internal sealed record RecordedJournal(IReadOnlyList<RecordedJournal.Line> Lines, IReadOnlyDictionary<string, string> States)
{
    private const string StatePrefix = "state";

    public static RecordedJournal Parse(string text)
    {
        var lines = new List<Line>();
        var states = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var parts in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd().Split(' ')))
        {
            if (parts[0] == StatePrefix)
            {
                states.Add(parts[1], parts[2]);
                continue;
            }

            Assert.True(StreamId.TryParse(parts[0], out var stream), parts[0]);
            lines.Add(new Line(
                stream,
                long.Parse(parts[1], CultureInfo.InvariantCulture),
                long.Parse(parts[2], CultureInfo.InvariantCulture),
                new DateTimeOffset(long.Parse(parts[3], CultureInfo.InvariantCulture), TimeSpan.Zero),
                Convert.FromHexString(parts[4])));
        }

        return new RecordedJournal(lines, states);
    }

    public static async Task<RecordedJournal> OfAsync(IJournal journal)
    {
        var lines = new List<Line>();
        for (var partition = 0; partition < StreamId.Partitions; partition++)
        {
            foreach (var entry in await journal.ReadPartitionAsync(partition, 0, int.MaxValue, CancellationToken.None))
            {
                lines.AddRange(entry.Records.Select((record, index) =>
                    new Line(entry.Stream, entry.FirstVersion + index, entry.Position, entry.At, record.ToArray())));
            }
        }

        return new RecordedJournal(lines, Replay(lines));
    }

    public override string ToString() => string.Concat(
        Lines.Select(line => string.Create(
            CultureInfo.InvariantCulture,
            $"{line.Stream} {line.Version} {line.Position} {line.At.UtcTicks} {Convert.ToHexStringLower(line.Record)}\n")))
        + string.Concat(States.Select(state => $"{StatePrefix} {state.Key} {state.Value}\n"));

    /// <summary>What this build makes of the records: a digest of every account, register and of the market.</summary>
    public static SortedDictionary<string, string> Replay(IReadOnlyList<Line> lines)
    {
        var states = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var stream in lines.Where(line => line.Stream.Kind == StreamKind.Account).GroupBy(line => line.Stream))
        {
            var account = new Account(stream.Key.Account);
            foreach (var line in stream)
            {
                account.Apply((AccountRecord)RecordCodec.Read(line.Record), line.At);
                Assert.Equal(line.Version, account.Version);
            }

            states.Add(stream.Key.Code, Digest(account.WriteTo));
        }

        Register[] registers = [new RuleRegister(), new InstitutionRegister(), new FundRegister(), new InstrumentRegister()];
        var streams = new[] { RegisterNames.Rules, RegisterNames.Institutions, RegisterNames.Fund, RegisterNames.Instruments };
        foreach (var (register, stream) in registers.Zip(streams))
        {
            foreach (var line in lines.Where(line => line.Stream == stream))
            {
                register.Apply((RegisterRecord)RecordCodec.Read(line.Record), line.At);
            }

            states.Add(stream.Code, Digest(register.WriteTo));
        }

        var fold = new MarketFold();
        foreach (var line in lines.Where(line => line.Stream.Partition == StreamId.MarketPartition))
        {
            fold.Apply(RecordCodec.Read(line.Record), line.Position);
        }

        states.Add("market", Digest(fold.WriteTo));
        return states;
    }

    private static string Digest(Action<CanonicalWriter> write)
    {
        var writer = new CanonicalWriter();
        write(writer);
        return Convert.ToHexStringLower(SHA256.HashData(writer.Written));
    }

    /// <summary>One record.</summary>
    internal sealed record Line(StreamId Stream, long Version, long Position, DateTimeOffset At, byte[] Record);
}
