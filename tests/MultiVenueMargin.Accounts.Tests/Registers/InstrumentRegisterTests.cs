using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Accounts.Tests.Registers;

public sealed class InstrumentRegisterTests
{
    private static readonly PrincipalId Ann = new("ann");

    private readonly RegisterDriver<InstrumentRegister> _listings = new(InstrumentRegister.ReadFrom);

    [Fact]
    public void Stream_OfTheListings_LiesInTheMarketPartition()
    {
        Assert.Equal(StreamId.MarketPartition, RegisterNames.Instruments.Partition);
        Assert.All(
            [RegisterNames.Rules, RegisterNames.Institutions, RegisterNames.Fund],
            stream => Assert.Equal(StreamId.RegisterPartition, stream.Partition));
    }

    [Fact]
    public void Instruments_WhenListed_AreThereAndRecordedInOrder()
    {
        _listings.Does(List(Perpetual("B-PERP"), Perpetual("A-PERP")));
        Assert.Equal(["A-PERP", "B-PERP"], _listings.Register.Instruments.Keys.Select(id => id.Code));
        var recorded = Assert.Single(_listings.History.OfType<InstrumentsListed>());
        Assert.Equal(["A-PERP", "B-PERP"], recorded.Instruments.Select(instrument => instrument.Id.Code));
        Assert.Equal(Perpetual("A-PERP"), _listings.Register.Find(new("A-PERP")));
    }

    [Fact]
    public void Listing_WhenRepeated_ListsOnlyWhatIsNew()
    {
        _listings.Does(List(Perpetual("A-PERP")));
        _listings.Does(List(Perpetual("A-PERP")));
        _listings.Does(List(Perpetual("A-PERP"), Perpetual("B-PERP"), Perpetual("B-PERP")));
        Assert.Equal(
            [1, 1],
            _listings.History.OfType<InstrumentsListed>().Select(listed => listed.Instruments.Count));
    }

    [Fact]
    public void Listing_WhenTermsDiffer_IsRefusedByNameAndListsNothing()
    {
        _listings.Does(List(Perpetual("A-PERP"), Perpetual("C-PERP")));
        var refused = _listings.Refuses(
            List(Perpetual("D-PERP"), Perpetual("C-PERP", 2m), Perpetual("A-PERP", 10m)),
            Refusal.AlreadyExists,
            "Instruments[A-PERP]");
        Assert.Equal(["Instruments[A-PERP]", "Instruments[C-PERP]"], refused.Findings.Select(finding => finding.Path));
        Assert.Null(_listings.Register.Find(new("D-PERP")));
    }

    [Fact]
    public void Listing_WhenTermsDifferOnlyInHowTheyAreWritten_IsTheSame()
    {
        var expiry = new DateTimeOffset(2026, 12, 25, 8, 0, 0, TimeSpan.Zero);
        _listings.Does(List(Future(expiry, 1m)));
        _listings.Does(List(Future(expiry.ToOffset(TimeSpan.FromHours(9)), 1.00m)));
        Assert.Single(_listings.History.OfType<InstrumentsListed>());
    }

    [Fact]
    public void Listing_WhenTwiceInOneCommandWithOtherTerms_IsMalformed() => _listings.Refuses(
        List(Perpetual("A-PERP"), Perpetual("A-PERP", 2m)), Refusal.Malformed, "Instruments[A-PERP]");

    [Fact]
    public void Listing_WhenUnsound_IsRefusedWithFindings()
    {
        var option = new EuropeanOption(
            new("X-C"), new("X"), ContractStyle.Unspecified, new("USD"), 0m, default, OptionRight.Unspecified, default);
        var refused = _listings.Refuses(List(Perpetual("A-PERP"), option), Refusal.Malformed, "Instruments[X-C].Style");
        Assert.Equal(
            ["Expiry", "Multiplier", "Right", "Strike", "Style"],
            refused.Findings.Select(finding => finding.Path.Split('.')[^1]).Order(StringComparer.Ordinal));
        Assert.Empty(_listings.Register.Instruments);
    }

    [Fact]
    public void Listing_WhenEmptyOrTooLong_IsRefused()
    {
        _listings.Refuses(List(), Refusal.Malformed, "Instruments");
        var many = Enumerable.Range(0, RegisterLimits.InstrumentsPerCommand + 1).Select(i => Perpetual($"P{i}")).ToArray();
        _listings.Refuses(List(many), Refusal.Malformed, "Instruments");
        _listings.Does(List(many[1..]));
    }

    private static DatedFuture Future(DateTimeOffset expiry, decimal multiplier) =>
        new(new("F"), new("X"), ContractStyle.Linear, new("USDC"), multiplier, expiry);

    private static Perpetual Perpetual(string id, decimal multiplier = 1m) =>
        new Perpetual(new(id), new("X"), ContractStyle.Linear, new("USDC"), multiplier);

    private ListInstruments List(params Instrument[] instruments) => new(instruments) { Request = _listings.NextRequest(), By = Ann };
}
