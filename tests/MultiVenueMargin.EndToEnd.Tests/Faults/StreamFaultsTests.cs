using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.EndToEnd.Tests.Doors;
using MultiVenueMargin.Platform.Conformance;
using MultiVenueMargin.Testing.Network;
using Xunit.Abstractions;

namespace MultiVenueMargin.EndToEnd.Tests.Faults;

/// <summary>Readers over a link that breaks, held against what the platform's journal says.</summary>
public sealed class StreamFaultsTests(ServedStreet street, ITestOutputHelper output) : IClassFixture<ServedStreet>
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(101, Patience.IsFull ? 7 : 2)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Streams_UnderADrawnScheduleOfFaults_TellEverythingOnceAndInOrder(int seed)
    {
        var schedule = LinkSchedule.Draw(seed, Patience.IsFull ? 30 : 12);
        output.WriteLine($"{schedule}");
        var begun = await street.Platform.EndAsync(CancellationToken.None);
        await using var link = new FaultyLink(street.Door.Address.Port);
        var interruptions = 0;
        await using var client = street.Client(link.Address, _ => Interlocked.Increment(ref interruptions));
        using var end = new CancellationTokenSource();
        var calls = new Seen<V1.WatchMarginCallsResponse>(client.WatchMarginCallsAsync(new() { Cursor = begun.ToString() }, end.Token));
        var records = new Seen<V1.ReadJournalResponse>(client.ReadJournalAsync(new() { Cursor = begun.ToString(), Follow = true }, end.Token));
        var figures = new Seen<V1.WatchMarginResponse>(client.WatchMarginAsync(new() { Accounts = { ServedStreet.Main } }, end.Token));

        var breaking = schedule.RunAsync(link);
        var cycles = 0;
        do
        {
            await street.PriceAsync(ServedStreet.CallPrice);
            await street.PriceAsync(ServedStreet.SoundPrice);
            cycles++;
        }
        while (!breaking.IsCompleted);
        await breaking;

        var happened = await SinceAsync(begun);
        var told = happened.Where(item => CallWire.EventOf(item) is not null).Select(item => $"{item.Stream.Account} {item.Version}").ToList();
        Assert.InRange(told.Count, 2 * cycles, int.MaxValue);
        await Patience.UntilAsync(() => CallsIn(calls).Count >= told.Count && RecordsIn(records).Count >= happened.Count, "everything was told");
        var now = await street.Street.MarginAsync(Street.Main);
        await Patience.UntilAsync(() => FiguresIn(figures) is [.., var last] && last.Version == now.Version, "the newest figures came");
        await end.CancelAsync();
        await Task.WhenAll(calls.Ended, records.Ended, figures.Ended);

        Assert.Equal(told, CallsIn(calls));
        Assert.Equal(
            happened.GroupBy(item => item.Stream.Code).Select(stream => $"{stream.Key}: {string.Join(' ', stream.Select(item => item.Version))}").Order(),
            RecordsIn(records).GroupBy(record => record.Stream).Select(stream => $"{stream.Key}: {string.Join(' ', stream.Select(record => record.Version))}").Order());
        var positions = FiguresIn(figures).ConvertAll(each => (each.Market.Position, each.Version));
        Assert.Equal(positions.Order(), positions);
        output.WriteLine($"{cycles} cycles of prices, {told.Count} events of calls, {happened.Count} records, {positions.Count} figures; {link.Made} connections, {interruptions} interruptions");
        Assert.InRange(interruptions, 1, int.MaxValue);
        Assert.Empty(street.Errors.Lines);
    }

    private static List<string> CallsIn(Seen<V1.WatchMarginCallsResponse> seen) =>
        [.. seen.Messages.Where(message => message.Call is not null).Select(message => $"{message.Call.Call[..message.Call.Call.IndexOf('#')]} {message.Call.Version}")];

    private static List<V1.JournalRecord> RecordsIn(Seen<V1.ReadJournalResponse> seen) =>
        [.. seen.Messages.Where(message => message.Record is not null).Select(message => message.Record)];

    private static List<V1.AccountFigures> FiguresIn(Seen<V1.WatchMarginResponse> seen) =>
        [.. seen.Messages.Where(message => message.Update is not null).Select(message => message.Update.Figures)];

    private async Task<List<JournalItem>> SinceAsync(Cursor cursor)
    {
        List<JournalItem> items = [];
        JournalPage page;
        do
        {
            page = await street.Platform.ReadAsync(cursor, ReadScope.All, 100, CancellationToken.None);
            items.AddRange(page.Items);
            cursor = page.Next;
        }
        while (!page.IsEnd);
        return items;
    }
}
