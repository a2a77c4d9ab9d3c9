using System.Reflection;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Platform.Conformance;
using MultiVenueMargin.Risk.Liquidation;

namespace MultiVenueMargin.Engine.Tests.Recorded;

/// <summary>
/// Journals that earlier builds wrote, checked in. Every later build must read them, write the same bytes again and come to the same
/// states. A file is never changed; each release adds one: run these tests with MVM_RECORD set to the file to write.
/// </summary>
public sealed class RecordedJournalTests
{
    public static TheoryData<string> Recordings()
    {
        var names = new TheoryData<string>();
        foreach (var name in Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.EndsWith(".journal", StringComparison.Ordinal)))
        {
            names.Add(name);
        }

        return names;
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Recording_WhenReadByThisBuild_GivesTheSameBytes(string name)
    {
        foreach (var line in Load(name).Lines.Where(line => line.Stream != StreamId.Register("seals")))
        {
            Assert.Equal(line.Record, RecordCodec.BytesOf(RecordCodec.Read(line.Record)));
        }
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Recording_WhenReplayedByThisBuild_GivesTheSameStates(string name)
    {
        var recorded = Load(name);
        Assert.Equal(recorded.States, RecordedJournal.Replay(recorded.Lines));
    }

    /// <summary>A recording is worth what it holds.</summary>
    [Theory]
    [MemberData(nameof(Recordings))]
    public void Recording_WhenMade_HoldsALifeOfAnAccount(string name)
    {
        var kinds = Load(name).Lines
            .Where(line => line.Stream != StreamId.Register("seals"))
            .Select(line => RecordCodec.Read(line.Record).GetType()).ToHashSet();
        Type[] expected =
        [
            typeof(AccountOpened), typeof(SnapshotAccepted), typeof(DeltasAccepted), typeof(FeedGapped), typeof(MarginStateChanged), typeof(CallIssued),
            typeof(CallAcknowledged), typeof(LiquidationPlanned), typeof(LegRequested), typeof(LegFilled), typeof(RuleSetActivated), typeof(VenueAccountClaimed),
        ];
        Assert.Empty(expected.Except(kinds));
    }

    /// <summary>What a recording is made of still comes out of this build, whether or not it is written down.</summary>
    [Fact]
    public async Task Recorder_WhenRun_MakesARecordingThatHolds()
    {
        var text = await RecordAsync();
        var recorded = RecordedJournal.Parse(text);
        Assert.Equal(recorded.States, RecordedJournal.Replay(recorded.Lines));
        if (Environment.GetEnvironmentVariable("MVM_RECORD") is { Length: > 0 } file)
        {
            await File.WriteAllTextAsync(file, text);
        }
    }

    private static RecordedJournal Load(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return RecordedJournal.Parse(reader.ReadToEnd());
    }

    private static async Task<string> RecordAsync()
    {
        await using var harness = new EngineHarness();
        await harness.StartAsync();
        var street = new Street(harness);
        await street.OpenAsync();
        await LiveAsync(street, harness);
        await harness.DrainAsync();
        using var device = new FileDevice(harness.Folder);
        await using var journal = SegmentJournal.Open(device, new SegmentJournalOptions { SegmentBytes = 32 << 20 });
        return (await RecordedJournal.OfAsync(journal)).ToString();
    }

    private static async Task LiveAsync(Street street, EngineHarness harness)
    {
        var policy = new AccountPolicy
        {
            Liquidation = new LiquidationTerms
            {
                Venues = new Dictionary<LocationId, VenueCapability>
                {
                    [Street.Deribit] = new() { Default = new TradingTerms { Lot = new Quantity(0.001m), TakerFee = new Rate(0.0005m) } },
                },
            },
        };
        await street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m, policy);
        await street.DoneAsync(new OpenPool(new PoolId("basis"), "basis trades") { Account = Street.Main, Request = street.NextRequest(), By = Street.Client });
        await street.FeedAsync(Street.Main, Street.DeribitMain, street.Delta(1, 1, Street.Position(1.1m)), street.Delta(1, 2, Street.Position(1m)));
        await street.FeedAsync(Street.Main, Street.DeribitMain, street.Delta(1, 4, Street.Position(3m)));
        await street.FeedAsync(Street.Main, Street.DeribitMain, street.Snapshot(2, 0, 50_000m, 1m));
        await street.PriceAsync(61_500m);
        await harness.AdvanceAsync(TimeSpan.FromSeconds(12));
        var call = Assert.Single((await street.ViewAsync(Street.Main)).Calls).Call;
        await street.DoneAsync(new AcknowledgeCall(call) { Account = Street.Main, Request = street.NextRequest(), By = Street.Client });
        await street.PriceAsync(59_800m);
        await harness.AdvanceAsync(TimeSpan.FromSeconds(12));
        var leg = (await street.ViewAsync(Street.Main)).Liquidations.SelectMany(liquidation => liquidation.Legs).First();
        await street.DoneAsync(new ReportLeg(leg.Request, LegReport.Filled, leg.Leg.Quantity, new Price(59_800m), string.Empty)
        {
            Account = Street.Main,
            Request = street.NextRequest(),
            By = Street.Executor,
        });
        var left = 1m - leg.Leg.Quantity.Value;
        await street.FeedAsync(Street.Main, Street.DeribitMain, street.Delta(
            2, 1, Street.Position(left), new MovementFact("wire-1", Street.Usdc, new Quantity(40_000m), MovementDirection.Arrival), Street.Balance(80_000m)));
        await street.PriceAsync(59_800m);
        await harness.AdvanceAsync(TimeSpan.FromSeconds(12));
    }
}
