using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.WhatIf;
using MultiVenueMargin.Testing.Values;

namespace MultiVenueMargin.Contracts.Tests.RoundTrips;

/// <summary>From the domain to bytes and back to an equal value, for everything that goes both ways.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public void Book_WhenWritten_ComesBack() => Holds(
        drawn => drawn.Of<Book>(),
        BookWire.Write,
        V1.Book.Parser,
        wire => WireReader.Read(wire, BookWire.Read));

    [Fact]
    public void Market_WhenWritten_ComesBack() => Holds(
        Market,
        MarketWire.Write,
        V1.MarketSnapshot.Parser,
        wire => WireReader.Read(wire, MarketWire.Read));

    [Fact]
    public void Policy_WhenWritten_ComesBack() => Holds(
        drawn => drawn.Of<AccountPolicy>(),
        PolicyWire.Write,
        V1.AccountPolicy.Parser,
        wire => WireReader.Read(wire, PolicyWire.Read));

    [Fact]
    public void Frames_WhenWritten_ComeBack() => Holds(
        drawn => drawn.Of<FeedBatch>(),
        FeedWire.Write,
        V1.ConnectRequest.Parser,
        FeedWire.Read);

    [Fact]
    public void Quotes_WhenWritten_ComeBack() => Holds(
        drawn =>
        {
            var batch = drawn.Of<MarketBatch>();
            return batch with
            {
                Marks = [.. batch.Marks.Select(quoted => quoted with { Mark = quoted.Mark with { Sources = [] } })],
                Correlations = batch.Correlations is { Count: 0 } ? null : batch.Correlations,
            };
        },
        MarketDataWire.Write,
        V1.PublishRequest.Parser,
        MarketDataWire.Read);

    [Fact]
    public void Proposal_WhenWritten_ComesBack() => Holds(
        drawn =>
        {
            var proposal = drawn.Of<Proposal>();
            return proposal with
            {
                Shocks = [.. proposal.Shocks.Select(shock => shock with { Move = shock.Move % 1_000m })],
                Rules = proposal.Rules is null ? null : RuleSet.Default with { Version = proposal.Rules.Version },
            };
        },
        proposal => MarginWire.Write(new AccountId(new InstitutionId("acme"), "desk"), proposal),
        V1.WhatIfRequest.Parser,
        wire => Second(MarginWire.Read(wire)));

    [Fact]
    public void Policy_WhenNothingIsSaid_IsTheDefault()
    {
        var read = WireReader.Read(new V1.AccountPolicy(), PolicyWire.Read);

        Assert.Equal(Said.By(new AccountPolicy()), Said.By(read.Value));
    }

    private static MarketSnapshot Market(RandomValue drawn)
    {
        var market = drawn.Of<MarketSnapshot>();
        return market with { Instruments = market.Instruments.Values.DistinctBy(each => each.Id).ToDictionary(each => each.Id) };
    }

    private static Read<Proposal> Second(Read<(AccountId Account, Proposal Proposal)> read)
    {
        Assert.True(read.IsSound, string.Join('\n', read.Problems));
        return WireReader.Read(new object(), (_, _) => read.Value.Proposal);
    }

    private static void Holds<T, TMessage>(Func<RandomValue, T> draw, Func<T, TMessage> write, MessageParser<TMessage> parser, Func<TMessage, Read<T>> read)
        where TMessage : IMessage<TMessage> => Prop.ForAll(DrawnValues.Any, drawn =>
        {
            var value = draw(drawn);
            var back = read(parser.ParseFrom(write(value).ToByteArray()));
            Assert.True(back.IsSound, string.Join('\n', back.Problems));
            Assert.Equal(Said.By(value), Said.By(back.Value));
        }).Check(DrawnValues.Thorough);
}
