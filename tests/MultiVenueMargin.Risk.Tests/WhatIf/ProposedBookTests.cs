using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.WhatIf;
using static MultiVenueMargin.Risk.Tests.WhatIf.Desk;

namespace MultiVenueMargin.Risk.Tests.WhatIf;

/// <summary>What trades and transfers do to positions and balances, by hand.</summary>
public sealed class ProposedBookTests
{
    [Fact]
    public void Trade_AtTheMark_AddsAPositionAndMovesNoBalance()
    {
        var proposed = Draft(Cash, Do(Buy(Perp, 3m)));
        Assert.Empty(proposed.Refusals);
        Assert.Empty(proposed.Notes);
        Assert.Equal(Held(Perp, 3m), Assert.Single(proposed.Book.Positions));
        Assert.Equal(Cash.Lines, proposed.Book.Lines);
    }

    [Fact]
    public void Trade_OfALinearFutureOffTheMark_SettlesTheDifferenceInItsQuote()
    {
        // Sold 4 at 100 250, the mark is 100 000: 4·250 = 1 000 USD earned.
        Assert.Equal(1_001_000m, Balance(Draft(Cash, Do(Buy(Perp, -4m, 100_250m))), A, Asset.Usd));

        // Bought 4 at 100 250: 1 000 USD lost.
        Assert.Equal(999_000m, Balance(Draft(Cash, Do(Buy(Perp, 4m, 100_250m))), A, Asset.Usd));
    }

    [Fact]
    public void Trade_OfAnInverseFutureOffTheMark_SettlesTheDifferenceInCoin()
    {
        // 1 000 contracts of 100 USD bought at 80 000: 100 000·(1/80 000 − 1/100 000) = 1.25 − 1 = 0.25 BTC earned.
        var proposed = Draft(Cash, Do(Buy(Inverse, 1_000m, 80_000m)));
        Assert.Equal(0.25m, Balance(proposed, A, BtcCoin));
        Assert.Equal(1_000_000m, Balance(proposed, A, Asset.Usd));
        Assert.Equal(Now, proposed.Book.Lines[^1].AsOf);
        Assert.False(proposed.Book.Lines[^1].IsLoan);
    }

    [Fact]
    public void Trade_WhoseCostIsNotThere_LeavesItOwedAndSaysSo()
    {
        // 1 000 contracts of 100 USD sold at 80 000: 0.25 BTC lost, and there is no BTC.
        var proposed = Draft(Cash, Do(Buy(Inverse, -1_000m, 80_000m)));
        Assert.Equal(-0.25m, Balance(proposed, A, BtcCoin));
        Assert.Equal("BTC@A does not hold what is settled there: 0.25 BTC of it are owed", Assert.Single(proposed.Notes));
    }

    [Fact]
    public void Trade_OfAnOption_PaysItsPremiumInItsPremiumCurrency()
    {
        // 20 contracts of 0.1 BTC at 7 500 USD: 15 000 USD.
        Assert.Equal(985_000m, Balance(Draft(Cash, Do(Buy(Call, 20m, 7_500m))), A, Asset.Usd));

        // 2 contracts sold at the mark of 0.08 BTC: 0.16 BTC received.
        Assert.Equal(0.16m, Balance(Draft(Cash, Do(Buy(CoinCall, -2m))), A, BtcCoin));
    }

    [Fact]
    public void Trade_OfAPair_MovesTwoBalancesAndNoPosition()
    {
        var bought = Draft(Cash, Do(Buy(Pair, 3m, 99_000m)));
        Assert.Equal(703_000m, Balance(bought, A, Asset.Usd));
        Assert.Equal(3m, Balance(bought, A, BtcCoin));
        Assert.Empty(bought.Book.Positions);

        var sold = Draft(BookOf(Line(A, BtcCoin, 2m)), Do(Buy(Pair, -2m)));
        Assert.Equal(200_000m, Balance(sold, A, Asset.Usd));
        Assert.Equal(0m, Balance(sold, A, BtcCoin));
        Assert.Empty(sold.Notes);
    }

    [Fact]
    public void Trade_OfAPairWithAPriceAndNoMark_IsDone() =>
        Assert.Equal(1m, Balance(Draft(Cash, Do(Buy(UnmarkedPair, 1m, 100_000m))), A, BtcCoin));

    [Fact]
    public void Trade_OfAPairSoldShort_LeavesTheRestOwed()
    {
        var sold = Draft(BookOf(Line(A, BtcCoin, 2m)), Do(Buy(Pair, -5m)));
        Assert.Equal(-3m, Balance(sold, A, BtcCoin));
        Assert.Equal(500_000m, Balance(sold, A, Asset.Usd));
        Assert.Equal("BTC@A does not hold what is settled there: 3 BTC of it are owed", Assert.Single(sold.Notes));
    }

    [Fact]
    public void Trade_WithAFee_TakesItFromItsAssetAtTheVenue()
    {
        Assert.Equal(999_950m, Balance(Draft(Cash, Do(Buy(Perp, 1m, fee: new(50m, Asset.Usd)))), A, Asset.Usd));
        Assert.Equal(1_000_050m, Balance(Draft(Cash, Do(Buy(Perp, 1m, fee: new(-50m, Asset.Usd)))), A, Asset.Usd));
        Assert.Equal(-50m, Balance(Draft(Cash, Do(Buy(Perp, 1m, fee: new(50m, Usdt)))), A, Usdt));
    }

    [Fact]
    public void Trade_InWhatIsHeld_NetsPerPoolVenueAndInstrument()
    {
        var book = Cash with
        {
            Positions = [Held(Perp, 5m), Held(Future, 1m), Held(Perp, 7m, venue: B), Held(Perp, 9m) with { Pool = Isolated }],
        };
        Assert.Equal(
            [Held(Perp, 3m), Held(Future, 1m), Held(Perp, 7m, venue: B), Held(Perp, 9m) with { Pool = Isolated }],
            Draft(book, Do(Buy(Perp, -2m))).Book.Positions);
    }

    [Fact]
    public void Trade_ThatCloses_LeavesNoPosition()
    {
        var book = Cash with { Positions = [Held(Perp, 5m), Held(Perp, -2m)] };
        Assert.Empty(Draft(book, Do(Buy(Perp, -3m))).Book.Positions);
    }

    [Fact]
    public void Trade_InAPositionThatTellsItsEntry_SettlesItsProfitSoThatItIsCountedOnce()
    {
        // 5 long from 98 000 have gained 10 000 USD; 2 more at 100 500 cost 1 000.
        var book = Cash with { Positions = [Held(Perp, 5m, entry: 98_000m)] };
        var proposed = Draft(book, Do(Buy(Perp, 2m, 100_500m)));
        Assert.Equal(Held(Perp, 7m), Assert.Single(proposed.Book.Positions));
        Assert.Equal(1_009_000m, Balance(proposed, A, Asset.Usd));
    }

    [Fact]
    public void Trade_InAnOldPosition_StaysAsOldAsItWas()
    {
        var old = Held(Perp, 5m) with { AsOf = Now.AddMinutes(-10) };
        var proposed = Draft(Cash with { Positions = [old] }, Do(Buy(Perp, 1m)));
        Assert.Equal(Now.AddMinutes(-10), Assert.Single(proposed.Book.Positions).AsOf);
    }

    [Fact]
    public void Transfer_MovesWhatLiesThere()
    {
        var proposed = Draft(BookOf(Line(A, BtcCoin, 10m)), Do(Move(BtcCoin, 4m, A, B)));
        Assert.Equal([Line(A, BtcCoin, 6m), Line(B, BtcCoin, 4m)], proposed.Book.Lines);
        Assert.Empty(proposed.Notes);
    }

    [Fact]
    public void Transfer_OfMoreThanLiesThere_BorrowsTheRestAndSaysSo()
    {
        var proposed = Draft(BookOf(Line(A, BtcCoin, 10m)), Do(Move(BtcCoin, 12.5m, A, B)));
        Assert.Equal(
            [Line(A, BtcCoin, 0m), Line(A, BtcCoin, 2.5m) with { IsLoan = true }, Line(B, BtcCoin, 12.5m)],
            proposed.Book.Lines);
        Assert.Equal("BTC@A does not hold 12.5: 2.5 are borrowed there", Assert.Single(proposed.Notes));
    }

    [Fact]
    public void Transfer_OfWhatIsNotThereAtAll_IsALoanInFull()
    {
        var proposed = Draft(Cash, Do(Move(BtcCoin, 1m, B, A), Move(BtcCoin, 2m, B, A)));
        Assert.Equal([Cash.Lines[0], Line(B, BtcCoin, 3m) with { IsLoan = true }, Line(A, BtcCoin, 3m)], proposed.Book.Lines);
        Assert.Equal(2, proposed.Notes.Count);
    }

    [Fact]
    public void Transfer_TakesFinalCollateralBeforeWhatIsNot()
    {
        var pending = Line(A, BtcCoin, 5m) with { Finality = new(1, 6) };
        var proposed = Draft(BookOf(pending, Line(A, BtcCoin, 3m)), Do(Move(BtcCoin, 4m, A, B)));
        Assert.Equal(
            [
                pending with { Balance = new(4m) }, Line(A, BtcCoin, 0m), Line(B, BtcCoin, 3m),
                pending with { Balance = new(1m), Location = B },
            ],
            proposed.Book.Lines);
    }

    [Fact]
    public void Transfer_OfBridgedCollateral_ArrivesBridged()
    {
        var bridged = Line(A, BtcCoin, 2m) with { Bridge = BridgeClass.Multisig };
        var proposed = Draft(BookOf(bridged, Line(B, BtcCoin, 5m)), Do(Move(BtcCoin, 2m, A, B)));
        Assert.Equal(
            [bridged with { Balance = new(0m) }, Line(B, BtcCoin, 5m), bridged with { Location = B }],
            proposed.Book.Lines);
    }

    [Fact]
    public void Transfer_BetweenPoolsAtOnePlace_StaysWhatItIs()
    {
        var bridged = Line(A, BtcCoin, 5m) with { Bridge = BridgeClass.Multisig, Finality = new(1, 6), AsOf = Now.AddMinutes(-5) };
        var proposed = Draft(BookOf(bridged), new() { Transfers = [new(BtcCoin, new(2m), PoolId.Cross, A, Isolated, A)] });
        Assert.Equal(
            [bridged with { Balance = new(3m) }, bridged with { Balance = new(2m), Pool = Isolated }],
            proposed.Book.Lines);
    }

    [Fact]
    public void Transfer_LeavesLoansAlone()
    {
        var loan = Line(A, BtcCoin, 9m) with { IsLoan = true };
        var proposed = Draft(BookOf(loan, Line(A, BtcCoin, 1m)), Do(Move(BtcCoin, 1m, A, B)));
        Assert.Equal([loan, Line(A, BtcCoin, 0m), Line(B, BtcCoin, 1m)], proposed.Book.Lines);
    }

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Proposal_WhenItCannotBeDone_IsRefusedWithItsPlaceAndReason(Proposal proposal, string refusal) =>
        Assert.Equal(refusal, Assert.Single(Draft(Cash, proposal).Refusals));

    public static TheoryData<Proposal, string> Impossible => new()
    {
        { Do(Buy(new("NOBODYS"), 1m)), "trade 1 cannot be done: the instrument NOBODYS is not known" },
        { Do(Buy(Unmarked, 1m)), "trade 1 cannot be done: there is no mark of UNMARKED" },
        { Do(Buy(Unmarked, 1m, 100_000m)), "trade 1 cannot be done: there is no mark of UNMARKED" },
        { Do(Buy(UnmarkedPair, 1m)), "trade 1 cannot be done: there is no mark of UNMARKED-PAIR" },
        { Do(Buy(Perp, 1m), Buy(Expired, 1m)), "trade 2 cannot be done: EXPIRED has expired" },
        { Do(Buy(Perp, 0m)), "trade 1 cannot be done: it is of no PERP" },
        { Do(Buy(Perp, 1m, 0m)), "trade 1 cannot be done: a price of 0 is none for PERP" },
        { Do(Buy(Pair, 1m, 0m)), "trade 1 cannot be done: a price of 0 is none for BTC/USD" },
        { Do(Buy(default, 1m)), "trade 1 cannot be done: it names no pool, venue or instrument" },
        { Do(Buy(Perp, 1m) with { Venue = default }), "trade 1 cannot be done: it names no pool, venue or instrument" },
        { Do(Buy(Perp, 1m) with { Pool = default }), "trade 1 cannot be done: it names no pool, venue or instrument" },
        {
            Do(Buy(Perp, Quantity.Largest)),
            "trade 1 cannot be done: so many PERP at 100000 are worth more than one position may be"
        },
        {
            Do(Buy(Inverse, 1m, 0.0000000000000000000000000001m)),
            "trade 1 cannot be done: so many INVERSE at 0.0000000000000000000000000001 are worth more than one position may be"
        },
        { Do(Buy(Pair, Quantity.Largest)), "trade 1 cannot be done: it would move more BTC than one balance may hold" },
        {
            Do(Buy(Perp, 10_000m, Price.Largest)),
            "trade 1 cannot be done: it would move more USD than one balance may hold"
        },
        {
            Do(Buy(Perp, 1m, fee: new(decimal.MaxValue, Usdt))),
            "trade 1 cannot be done: its fee is more USDT than one balance may hold"
        },
        { Do(Move(Asset.Usd, 0m, A, B)), "transfer 1 cannot be done: an amount of 0 moves nothing; turn it round to move it back" },
        { Do(Move(Asset.Usd, -5m, A, B)), "transfer 1 cannot be done: an amount of -5 moves nothing; turn it round to move it back" },
        { Do(Move(Asset.Usd, 5m, A, A)), "transfer 1 cannot be done: USD@A is where it lies" },
        { Do(Move(default, 5m, A, B)), "transfer 1 cannot be done: it names no asset, place or pool" },
        { Do(Move(Asset.Usd, 5m, A, default)), "transfer 1 cannot be done: it names no asset, place or pool" },
        {
            Do(Move(Asset.Usd, Quantity.Largest, A, B)),
            "transfer 1 cannot be done: it would move more USD than one balance may hold"
        },
    };

    private static decimal Balance(ProposedBook proposed, LocationId location, Asset asset)
    {
        Assert.Empty(proposed.Refusals);
        return proposed.Book.Lines.Single(line => line.Location == location && line.Asset == asset).Balance.Value;
    }
}
