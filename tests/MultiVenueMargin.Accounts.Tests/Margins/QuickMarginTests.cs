using MultiVenueMargin.Accounts.Margins;
using MultiVenueMargin.Accounts.Tests.Workflows;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Hot;
using MultiVenueMargin.Risk.House;

namespace MultiVenueMargin.Accounts.Tests.Margins;

/// <summary>What is kept of an account from look to look, and when it is made anew.</summary>
public sealed class QuickMarginTests
{
    private readonly MarginBench _bench = new();
    private readonly QuickMargin _quick = new();
    private readonly QuickBook _held = new();

    [Fact]
    public void Look_AtABookForTheSecondTime_HasFigures()
    {
        Assert.Empty(Look());
        Assert.Equal(Anew(), Look());
    }

    [Fact]
    public void Look_WhenFiguresAndAgesHaveChanged_HasThoseOfNowAtTheFirst()
    {
        Look();
        Look();
        for (var i = 1; i <= 20; i++)
        {
            Change(i);
            Assert.Equal(Anew(), Look());
            Assert.Equal(Anew(), Look());
        }
    }

    /// <summary>Who makes the report anyway holds the patched book against it, and passes it on.</summary>
    [Fact]
    public void Look_BesideAReport_PatchesAsWell()
    {
        Look();
        Look();
        for (var i = 1; i <= 5; i++)
        {
            Change(i);
            Assert.Equal(Anew(), LookBesideAReport());
        }

        _bench.Contracts = 0;
        _bench.Tell();
        Assert.Empty(LookBesideAReport());
        Assert.Empty(LookBesideAReport());
    }

    [Fact]
    public void Look_WhenAPositionHasGone_IsAsAtANewBook()
    {
        Look();
        Look();
        _bench.Contracts = 0;
        _bench.Tell();

        Assert.Empty(Look());
        Assert.Equal(Anew(), Look());
        Change(1);
        Assert.Empty(Look());
    }

    [Fact]
    public void Look_WhenOutOfDateAfterAPatch_IsCompiledAtOnce()
    {
        _bench.Age = TimeSpan.FromHours(30);
        Look();
        Assert.Equal(Anew(), Look());
        _bench.Age = TimeSpan.Zero;
        _bench.Tell();

        var figures = Look();
        Assert.Equal(HotGap.None, figures[0].Gap);
        Assert.Equal(Anew(), figures);
    }

    /// <summary>An amount beyond what a quantity may be: the report names it, and here nothing is kept of it.</summary>
    [Fact]
    public void Look_WhenAnAmountIsBeyondEverything_HasNoFiguresAndRecovers()
    {
        Look();
        Look();
        var owed = Domain.Quantity.Largest;
        var book = _bench.Book;
        var beyond = book with { Lines = [book.Lines[0] with { Owed = new(owed), Balance = new(-owed) }] };
        _bench.Tell();
        Assert.Empty(Look(beyond));
        _bench.Tell();
        Assert.Empty(Look());
        Assert.Equal(Anew(), Look());
    }

    private TurnContext Context => new(_bench.Now, _bench.Stamp, _bench.Market);

    private void Change(int i)
    {
        _bench.Cash += 17m * i;
        _bench.Contracts = 1m + (i / 10m);
        _bench.Price += i % 2 == 0 ? 400m : -350m;
        _bench.Pass(3);
        _bench.Tell();
    }

    private HotFigures[] Look(Book? book = null)
    {
        book ??= _bench.Book;
        return _quick.Evaluate(_bench.Account, _held, Context, ref book).Pools.ToArray();
    }

    private HotFigures[] LookBesideAReport()
    {
        Book? book = _bench.Book;
        var figures = _quick.EvaluateAsCompiled(_bench.Account, _held, Context, ref book);
        Assert.Null(QuickCheck.Disagreement(figures, HouseModel.EvaluateFigures(_bench.Book, _bench.Market)));
        return figures.Pools.ToArray();
    }

    /// <summary>The figures of the same book, compiled by somebody else.</summary>
    private HotFigures[] Anew()
    {
        var market = new HotMarket(_bench.Market);
        return HotHouse.Evaluate(BookCompiler.Compile(_bench.Book, market), market, new HotScratch()).ToArray();
    }
}
