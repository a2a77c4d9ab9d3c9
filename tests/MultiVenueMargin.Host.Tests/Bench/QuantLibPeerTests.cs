using MultiVenueMargin.Host.Bench.Margins;
using MultiVenueMargin.Testing;

namespace MultiVenueMargin.Host.Tests.Bench;

public sealed class QuantLibPeerTests
{
    private static readonly PricingBench Book = new(new RiskScale { Instruments = 60 });

    /// <summary>Two libraries that share no line: what either is wrong in, the other is not.</summary>
    [QuantLibFact]
    public async Task Prices_WhenQuantLibIsAsked_AreThoseOfTheKernelAndThePlatform()
    {
        using var folder = new TemporaryFolder();
        var (peer, reason) = await QuantLibPeer.CompileAsync(RiskBench.Compiler, folder.PathOf("."), CancellationToken.None);
        Assert.True(peer is not null, reason);

        var answer = await peer.AskAsync(Book.Options, Book.Moves, TimeSpan.Zero, CancellationToken.None);

        Assert.InRange(PeerCheck.LargestDifference(Book.Options, Book.Moves, answer.Formula, Book.KernelChanges()), 0, 1e-13);
        Assert.InRange(PeerCheck.LargestDifference(Book.Options, Book.Moves, answer.Formula, Book.ArrayChanges()), 0, 1e-13);
        Assert.InRange(PeerCheck.LargestDifference(Book.Options, Book.Moves, answer.Engine, Book.ArrayChanges()), 0, 1e-13);
        Assert.InRange(PeerCheck.LargestDifference(Book.Options, answer.Greeks, Book.Greeks()), 0, PeerCheck.GreeksTolerance);
        Assert.All(Book.Rows(answer, string.Empty).Where(row => row.Unit == "ns"), row => Assert.True(row.Value > 0, row.Name));
        Assert.Equal(3, Book.Rows(answer, string.Empty).Count(row => row.Limit is "blackFormula" or "AnalyticEuropeanEngine" or "BlackCalculator" && row.Ratio is not null));
    }

    [Fact]
    public async Task Peer_WhenThereIsNoCompiler_IsAbsentByName()
    {
        using var folder = new TemporaryFolder();

        var (peer, reason) = await QuantLibPeer.CompileAsync("no-compiler-of-anybody", folder.PathOf("."), CancellationToken.None);

        Assert.Null(peer);
        Assert.Equal("no-compiler-of-anybody is not here", reason);
    }

    /// <summary>Any program that fails, as a compiler does that does not find the headers.</summary>
    [Fact]
    public async Task Peer_WhenTheCompilerFindsNoLibrary_IsAbsentByName()
    {
        using var folder = new TemporaryFolder();

        var (peer, reason) = await QuantLibPeer.CompileAsync("false", folder.PathOf("."), CancellationToken.None);

        Assert.Null(peer);
        Assert.Contains("headers of QuantLib are not here", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_WhenThePeerIsAbsent_SayWhyAndKeepOurs()
    {
        var rows = Book.Rows(null, "it is away").ToList();

        Assert.All(rows.Where(row => row.Name.StartsWith("peer: ", StringComparison.Ordinal)), row => Assert.Contains("absent: it is away", row.Size, StringComparison.Ordinal));
        Assert.All(rows.Where(row => row.Name.StartsWith("peer: ", StringComparison.Ordinal)), row => Assert.Equal(double.NaN, row.Value));
        Assert.Equal(
            ["no blackFormula: it is away", "no AnalyticEuropeanEngine: it is away", "no BlackCalculator: it is away"],
            rows.Where(row => row.Limit?.StartsWith("no ", StringComparison.Ordinal) == true).Select(row => row.Limit));
        Assert.All(rows.Where(row => row.Limit?.StartsWith("no ", StringComparison.Ordinal) == true), row => Assert.Null(row.Ratio));
    }
}
