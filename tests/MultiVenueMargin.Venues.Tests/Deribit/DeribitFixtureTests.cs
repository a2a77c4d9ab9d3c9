using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Venues.Links;
using MultiVenueMargin.Venues.Tests.Fixtures;
using MultiVenueMargin.Venues.Updates;

namespace MultiVenueMargin.Venues.Tests.Deribit;

/// <summary>Deribit's real messages through the readers, whatever cases the folder has of a channel.</summary>
public sealed class DeribitFixtureTests
{
    private const string Venue = "deribit";

    [FixtureFact]
    public void DeribitFixture_OfAHandledChannel_IsReadWithoutLossAndWithoutAnUnknownField()
    {
        List<string> findings = [];
        foreach (var each in VenueFixtures.Of(Venue, DeribitChannels.IsClaimed))
        {
            switch (DeribitChannels.Read(each))
            {
                case UpdatesRead read:
                    findings.AddRange(read.Remarks.Select(remark => $"{each}: {remark.Kind} {remark.Field}: {remark.Text}"));
                    break;
                case LifeSign or RequestDone:
                    break;
                case ReadingFailed { Error.Kind: not VenueErrorKind.Unparsable } when each.File == "ws-error":
                    break;
                case null:
                    findings.Add($"{each}: no reader is for it");
                    break;
                case { } other:
                    findings.Add($"{each}: {other}");
                    break;
            }
        }

        Assert.True(findings.Count == 0, string.Join(Environment.NewLine, findings));
    }

    [FixtureFact]
    public void DeribitFixture_OfAnotherChannel_IsToldByNameAndMakesNoUpdate()
    {
        var pushes = VenueFixtures.Of(Venue).Where(each => !DeribitChannels.IsClaimed(each.File) && each.File.StartsWith("ws-", StringComparison.Ordinal));
        Assert.All(pushes, each => Assert.IsType<ChannelNotHandled>(DeribitChannels.Read(each)));
    }

    [FixtureFact]
    public void DeribitFixture_OfANameThatIsNotRead_HasItsReason() =>
        Assert.All(
            VenueFixtures.Of(Venue).Where(each => DeribitChannels.NotHandled.Keys.Any(name => each.File.StartsWith(name, StringComparison.Ordinal))),
            each => Assert.False(DeribitChannels.IsClaimed(each.File), $"{each} is read and said not to be"));

    [FixtureFact]
    public void DeribitFixture_OfAFact_MakesAFeedFrameThatNamesEachLineOnce()
    {
        foreach (var each in VenueFixtures.Of(Venue, DeribitChannels.IsClaimed))
        {
            foreach (var told in UpdatesOf(each).OfType<HoldingsTold>())
            {
                var lines = told.Facts.Select(fact => fact switch
                {
                    BalanceFact balance => $"{balance.Asset} {balance.IsLoan}",
                    PositionFact position => $"{position.Instrument}",
                    OrderFact order => $"order {order.Order}",
                    _ => fact.GetType().Name,
                });
                Assert.Equal(lines.Distinct().Count(), told.Facts.Count);
            }
        }
    }

    [FixtureFact]
    public void DeribitFixture_OfPositions_AgreesWithItsTwin()
    {
        foreach (var each in VenueFixtures.Of(Venue, file => file == "fetchPositions"))
        {
            var ours = UpdatesOf(each).OfType<PositionTold>().ToArray();
            foreach (var twin in each.Parsed!.Value.EnumerateArray())
            {
                var position = Assert.Single(ours, one => one.Entry?.Value == twin.Number("entryPrice") && one.Mark?.Value == twin.Number("markPrice"));
                Assert.Equal(twin.Text("side"), position.Quantity.Value > 0 ? "long" : "short");

                // The twin's contracts of a linear future are dollars at the mark; its notional is what is held.
                var size = twin.Number(IsLinearFuture(position.Instrument.Code) ? "notional" : "contracts");
                TwinFigures.Agrees(each, "size", size, Math.Abs(position.Quantity.Value));
                TwinFigures.Agrees(each, "initialMargin", twin.Number("initialMargin"), position.InitialMargin);
                TwinFigures.Agrees(each, "maintenanceMargin", twin.Number("maintenanceMargin"), position.MaintenanceMargin);
                TwinFigures.Agrees(each, "unrealizedPnl", twin.Number("unrealizedPnl"), position.UnsettledProfit);
                TwinFigures.Agrees(each, "liquidationPrice", twin.Number("liquidationPrice"), position.Liquidation?.Value);
            }
        }
    }

    [FixtureFact]
    public void DeribitFixture_OfALinearFuture_IsCountedInCoins()
    {
        // Independent of any twin: size is dollars at the mark, so the coins times the mark are the size, to the venue's rounding of the mark.
        foreach (var each in VenueFixtures.Of(Venue, file => file == "fetchPositions"))
        {
            var rows = each.Payload.GetProperty("result").EnumerateArray().ToDictionary(row => row.Text("instrument_name")!);
            foreach (var position in UpdatesOf(each).OfType<PositionTold>().Where(one => IsLinearFuture(one.Instrument.Code)))
            {
                var row = rows[position.Instrument.Code];
                var size = row.Number("size") ?? 0m;
                TwinFigures.IsNear(size, position.Quantity.Value * position.Mark!.Value.Value, Math.Abs(size) * 1e-3m);
            }
        }
    }

    [FixtureFact]
    public void DeribitFixture_OfBalances_AgreesWithItsTwin()
    {
        foreach (var each in VenueFixtures.Of(Venue, file => file == "fetchBalance"))
        {
            foreach (var margin in UpdatesOf(each).OfType<MarginTold>().Where(one => one.Pool != "cross"))
            {
                var twin = each.Parsed!.Value.GetProperty(margin.Pool);
                TwinFigures.Agrees(each, $"{margin.Pool} total", twin.Number("total"), margin.Equity);
                TwinFigures.Agrees(each, $"{margin.Pool} free", twin.Number("free"), margin.Available);
                TwinFigures.Agrees(each, $"{margin.Pool} used", twin.Number("used"), margin.MaintenanceMargin);
            }
        }
    }

    [FixtureFact]
    public void DeribitFixture_OfSummaries_HasEquityAsBalanceProfitAndOptionsAddedUp()
    {
        foreach (var each in VenueFixtures.Of(Venue, file => file is "http-get_account_summaries" or "fetchBalance"))
        {
            var facts = UpdatesOf(each).OfType<HoldingsTold>().Single().Facts.OfType<BalanceFact>().ToDictionary(fact => fact.Asset.Code);
            foreach (var row in each.Payload.GetProperty("result").GetProperty("summaries").EnumerateArray())
            {
                // By another way than the mapper's: the session's profits as the venue lists them, rounded by it to 1e-8 each. What was realised
                // with options went through the premium.
                if (row.Number("options_session_rpl") is null or not 0m)
                {
                    continue;
                }

                var fact = facts[row.Text("currency")!];
                var profit = (row.Number("futures_session_upl") ?? 0m) + (row.Number("session_rpl") ?? 0m);
                TwinFigures.IsNear(profit, fact.UnrealisedProfit.Value, 5e-8m);
            }
        }
    }

    [FixtureFact]
    public void DeribitFixture_OfATicker_AgreesWithItsTwin()
    {
        foreach (var each in VenueFixtures.Of(Venue, file => file == "fetchTicker"))
        {
            var priced = UpdatesOf(each).OfType<InstrumentPriced>().Single();
            var twin = each.Parsed!.Value;
            TwinFigures.Agrees(each, "bid", twin.Number("bid"), priced.Bid?.Value);
            TwinFigures.Agrees(each, "ask", twin.Number("ask"), priced.Ask?.Value);
            TwinFigures.Agrees(each, "mark", twin.Number("markPrice"), priced.Mark?.Value);
            TwinFigures.Agrees(each, "index", twin.Number("indexPrice"), priced.Index?.Value);
            Assert.Equal(twin.Number("timestamp"), priced.SaidAt.ToUnixTimeMilliseconds());
        }
    }

    [FixtureFact]
    public void DeribitFixture_OfInstruments_AgreesWithItsTwin()
    {
        foreach (var each in VenueFixtures.Of(Venue, file => file == "markets"))
        {
            var twin = each.Parsed!.Value;
            if (each.Payload.Text("kind")!.EndsWith("_combo", StringComparison.Ordinal))
            {
                Assert.Empty(UpdatesOf(each));
                continue;
            }

            var listed = UpdatesOf(each).OfType<InstrumentListed>().Single();
            Assert.Equal(twin.Text("id"), listed.Instrument.Id.Code);
            TwinFigures.Agrees(each, "contractSize", twin.Number("contractSize"), listed.ContractSize);
            TwinFigures.Agrees(each, "tick", twin.GetProperty("precision").Number("price"), listed.PriceStep);
            if (listed.Instrument is Derivative derivative)
            {
                Assert.Equal(twin.GetProperty("inverse").GetBoolean(), derivative.IsInverse);
                Assert.Equal(twin.Text("base"), derivative.Unit.Code);
                Assert.Equal(twin.Text("settle"), derivative.Settlement.Code);
                Assert.Equal(1m, derivative.Multiplier);
            }
            else
            {
                Assert.True(twin.GetProperty("spot").GetBoolean());
            }

            Assert.Equal(twin.GetProperty("swap").GetBoolean(), listed.Instrument is Perpetual);
            if (listed.Instrument is DatedDerivative dated)
            {
                Assert.Equal(twin.Number("expiry"), dated.Expiry.ToUnixTimeMilliseconds());
            }

            if (listed.Instrument is EuropeanOption option)
            {
                Assert.Equal(twin.Number("strike"), option.Strike.Value);
                Assert.Equal(twin.Text("optionType"), option.Right == OptionRight.Call ? "call" : "put");
            }
        }
    }

    private static bool IsLinearFuture(string name) => name.Contains('_') && name.Split('-').Length == 2;

    private static IReadOnlyList<VenueUpdate> UpdatesOf(FixtureCase each) => DeribitChannels.Read(each) is UpdatesRead read ? read.Updates : [];
}
