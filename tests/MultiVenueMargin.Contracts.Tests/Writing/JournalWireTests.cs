using System.Text.Json;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts.Tests.RoundTrips;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Testing.Values;

namespace MultiVenueMargin.Contracts.Tests.Writing;

/// <summary>Every type of record that a journal can hold, found by reflection: as JSON, as bytes, and as an event where it is one.</summary>
public sealed class JournalWireTests
{
    private static readonly AccountId Desk = new(new InstitutionId("acme"), "desk");

    private static readonly DateTimeOffset Then = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly IReadOnlyList<Type> Types = RandomValue.ConcreteOf(typeof(JournalRecord));

    public static TheoryData<string> Names => [.. Types.Select(type => type.Name)];

    [Fact]
    public void Records_WhenListed_AreThoseOfAccountsRegistersAndMarkets()
    {
        Assert.InRange(Types.Count, 50, 200);
        Assert.Subset(Types.ToHashSet(), RandomValue.ConcreteOf(typeof(AccountRecord)).ToHashSet());
        Assert.Subset(Types.ToHashSet(), RandomValue.ConcreteOf(typeof(Accounts.Registers.RegisterRecord)).ToHashSet());
        Assert.Subset(Types.ToHashSet(), RandomValue.ConcreteOf(typeof(Accounts.Markets.MarketRecord)).ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Record_WhenWrittenForAnAudit_SaysEverything(string name)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var record = Drawn(name, seed);
            var wire = AuditWire.Write(new JournalItem(StreamId.Of(Desk), 7, Then, record));

            Assert.Equal(("account/acme/desk", 7L, name), (wire.Stream, wire.Version, wire.Kind));
            Assert.Equal(Then, wire.At.ToDateTimeOffset());
            Assert.Equal(Said.By(record), Said.By(RecordCodec.Read(wire.Canonical.Span)));
            using var json = JsonDocument.Parse(wire.Json);
            Assert.Equal(
                Said.PropertiesOf(record.GetType()).Select(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)).Order(StringComparer.Ordinal),
                json.RootElement.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
            AssertNumbersAreText(json.RootElement);
            AssertFiguresAreThere(record, wire.Json);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Record_WhenItIsOfACallOrALeg_IsAnEvent(string name)
    {
        var type = Types.Single(each => each.Name == name);
        var item = new JournalItem(StreamId.Of(Desk), 7, Then, Drawn(name, 1));
        var (call, leg) = (CallWire.EventOf(item), LiquidationWire.EventOf(item));

        Assert.Equal(type.Namespace == typeof(CallIssued).Namespace, call is not null);
        Assert.Equal(name.StartsWith("Leg", StringComparison.Ordinal), leg is not null);
        if (call is not null)
        {
            Assert.Equal((Then, 7L), (call.At.ToDateTimeOffset(), call.Version));
            Assert.Equal(name["Call".Length..], call.Kind.ToString());
            Assert.Equal(item.Record is CallIssued ? "acme/desk#7.0" : Of<DecisionId>(item.Record, "Call").ToString(), call.Call);
        }

        if (leg is not null)
        {
            Assert.Equal((Then, 7L), (leg.At.ToDateTimeOffset(), leg.Version));
            Assert.Equal(name["Leg".Length..], leg.Kind.ToString());
            Assert.Equal(Of<DecisionId>(item.Record, "Request").ToString(), leg.Request);
        }
    }

    [Fact]
    public void Call_WhenIssuedDisputedAndEnded_SaysWhatHappened()
    {
        var evidence = DrawnValues.Of(3).Of<Evidence>();
        var issued = CallWire.EventOf(Item(new CallIssued(PoolId.Cross, new Usd(125.5m), Then.AddHours(1), evidence)))!;
        var disputed = CallWire.EventOf(Item(new CallDisputed(new DecisionId(Desk, 7, 0), new PrincipalId("bob"), "wrong mark", new Usd(12m))))!;
        var ended = CallWire.EventOf(Item(new CallEnded(new DecisionId(Desk, 7, 0), CallOutcome.Withdrawn, "our mistake", new PrincipalId("eve"))))!;

        Assert.Equal(("cross", "125.5", "0"), (issued.Pool, issued.Amount, issued.Paid));
        Assert.Equal(Then.AddHours(1), issued.Deadline.ToDateTimeOffset());
        Assert.Equal((evidence.AccountVersion, evidence.Rules.Code), (issued.Evidence.AccountVersion, issued.Evidence.Rules));
        Assert.Equal(evidence.Figures.MaintenanceMargin.ToString(), issued.Evidence.Figures.MaintenanceMargin);
        Assert.Equal(evidence.Marks.Count, issued.Evidence.Marks.Count);
        Assert.Equal(("bob", "wrong mark", "12"), (disputed.By, disputed.Reason, disputed.OwnFigure));
        Assert.Equal(("eve", "our mistake", V1.CallOutcome.Withdrawn), (ended.By, ended.Reason, ended.Outcome));
    }

    [Fact]
    public void Leg_WhenRequestedFilledAndEnded_SaysWhatHappened()
    {
        var (liquidation, request) = (new DecisionId(Desk, 5, 0), new DecisionId(Desk, 7, 1));
        var planned = new PlannedLeg(new LocationId("okx"), new InstrumentId("BTC-PERP"), Domain.Books.OrderSide.Ask, new Quantity(2m), new Price(88000m));
        var requested = LiquidationWire.EventOf(Item(new LegRequested(liquidation, request, planned, true, Then.AddSeconds(30))))!;
        var filled = LiquidationWire.EventOf(Item(new LegFilled(request, new Quantity(0.5m), new Price(87990m), new PrincipalId("exec"))))!;
        var ended = LiquidationWire.EventOf(Item(new LegEnded(request, LegOutcome.TimedOut, "silent")))!;

        Assert.Equal(("acme/desk#7.1", "acme/desk#5.0", true), (requested.Request, requested.Liquidation, requested.CancelOrdersFirst));
        Assert.Equal(
            ("okx", "BTC-PERP", V1.OrderSide.Ask, "2", "88000"),
            (requested.Leg.Venue, requested.Leg.Instrument, requested.Leg.Side, requested.Leg.Quantity, requested.Leg.Limit));
        Assert.Equal(("0.5", "87990"), (filled.Filled, filled.Price));
        Assert.Equal((V1.LegOutcome.TimedOut, "silent"), (ended.Outcome, ended.Reason));
    }

    private static JournalItem Item(AccountRecord record) => new(StreamId.Of(Desk), 7, Then, record);

    private static JournalRecord Drawn(string name, int seed) => (JournalRecord)DrawnValues.Of(seed).Of(Types.Single(type => type.Name == name));

    private static T Of<T>(object record, string property) => (T)record.GetType().GetProperty(property)!.GetValue(record)!;

    /// <summary>Counts that fit into 32 bits are numbers; everything else is text, which no reader rounds.</summary>
    private static void AssertNumbersAreText(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Number:
                Assert.True(element.TryGetInt32(out _), element.GetRawText());
                break;
            case JsonValueKind.Object:
                Assert.All(element.EnumerateObject(), member => AssertNumbersAreText(member.Value));
                break;
            case JsonValueKind.Array:
                Assert.All(element.EnumerateArray(), AssertNumbersAreText);
                break;
        }
    }

    /// <summary>Every exact figure that the record says, found without the JSON's help, stands in it with all its digits. Bytes are no figure.</summary>
    private static void AssertFiguresAreThere(JournalRecord record, string json)
    {
        foreach (var line in Said.By(record).Where(line => line.Contains(" = ", StringComparison.Ordinal)
            && !line.StartsWith(".BodyHash", StringComparison.Ordinal) && !line.StartsWith(".Evidence = ", StringComparison.Ordinal) && !line.StartsWith(".Digest", StringComparison.Ordinal)))
        {
            var value = line[(line.IndexOf(" = ", StringComparison.Ordinal) + 3)..];
            if (decimal.TryParse(value, out _) && !value.Contains('E'))
            {
                Assert.Contains(value, json, StringComparison.Ordinal);
            }
        }
    }
}
