using System.Reflection;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Contracts.Tests.Contract;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Contracts.Tests.RoundTrips;

/// <summary>Every member of every closed list has its counterpart, and each finds its way back.</summary>
public sealed class EnumMapTests
{
    /// <summary>Lists whose members are the door's own, or a set of flags in the domain.</summary>
    private static readonly string[] WithoutCounterpart = ["ErrorReason", "CallEventKind", "LegEventKind", "FeedPart", "JournalStream"];

    private static readonly (Type Domain, Type Wire)[] Pairs =
    [
        (typeof(MarginState), typeof(V1.MarginState)),
        (typeof(ContractStyle), typeof(V1.ContractStyle)),
        (typeof(OptionRight), typeof(V1.OptionRight)),
        (typeof(BridgeClass), typeof(V1.BridgeClass)),
        (typeof(OrderSide), typeof(V1.OrderSide)),
        (typeof(Agreement), typeof(V1.Agreement)),
        (typeof(OmissionKind), typeof(V1.OmissionKind)),
        (typeof(Freshness), typeof(V1.FeedGrade)),
        (typeof(FrameKind), typeof(V1.FrameKind)),
        (typeof(MovementDirection), typeof(V1.MovementDirection)),
        (typeof(CallStatus), typeof(V1.CallStatus)),
        (typeof(CallOutcome), typeof(V1.CallOutcome)),
        (typeof(LiquidationStatus), typeof(V1.LiquidationStatus)),
        (typeof(LiquidationOutcome), typeof(V1.LiquidationOutcome)),
        (typeof(PlanOutcome), typeof(V1.PlanOutcome)),
        (typeof(LegOutcome), typeof(V1.LegOutcome)),
        (typeof(LegReport), typeof(V1.LegReport)),
        (typeof(Approval), typeof(V1.Approval)),
        (typeof(Role), typeof(V1.Role)),
        (typeof(RuleSetStatus), typeof(V1.RuleSetStatus)),
        (typeof(ModelKind), typeof(V1.ModelKind)),
    ];

    public static TheoryData<string> Names => [.. Pairs.Select(pair => pair.Wire.Name)];

    [Fact]
    public void Lists_WhenInTheContract_AreAllTested() => Assert.Equal(
        ContractFiles.Own.SelectMany(file => file.EnumTypes).Select(each => each.Name).Order(StringComparer.Ordinal),
        Pairs.Select(pair => pair.Wire.Name).Concat(WithoutCounterpart).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Members_WhenWritten_ComeBackAndNoneIsLeftOver(string name)
    {
        var (domain, wire) = Pairs.Single(pair => pair.Wire.Name == name);
        var check = typeof(EnumMapTests).GetMethod(nameof(Check), BindingFlags.NonPublic | BindingFlags.Static)!;
        check.MakeGenericMethod(domain, wire).Invoke(null, null);
    }

    [Fact]
    public void Parts_WhenOfAFeed_AreAllThere()
    {
        Assert.Equal(FeedParts.All, FeedWire.Parts.Aggregate(FeedParts.None, (all, part) => all | part.Domain));
        Assert.Equal(Enum.GetValues<V1.FeedPart>().Where(part => part != default), FeedWire.Parts.Select(part => part.Wire));
    }

    private static void Check<TDomain, TWire>()
        where TDomain : struct, Enum
        where TWire : struct, Enum
    {
        var written = new HashSet<TWire>();
        foreach (var member in Enum.GetValues<TDomain>().Where(member => member.ToString() != "Unspecified"))
        {
            var choice = EnumMap<TDomain, TWire>.Write(member);
            Assert.True(EnumMap<TDomain, TWire>.TryRead(choice, out var back));
            Assert.Equal(member, back);
            Assert.Equal(member.ToString(), choice.ToString());
            written.Add(choice);
        }

        Assert.Equal(Enum.GetValues<TWire>().Where(choice => !EqualityComparer<TWire>.Default.Equals(choice, default)).ToHashSet(), written);
        Assert.False(EnumMap<TDomain, TWire>.TryRead(default, out _));
        Assert.False(EnumMap<TDomain, TWire>.TryRead((TWire)(object)9_999, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => EnumMap<TDomain, TWire>.Write((TDomain)(object)9_999));
    }
}
