using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Cli.Live;
using MultiVenueMargin.Host.Serving;

namespace MultiVenueMargin.Cli.Tests.Live;

public sealed class LiveOptionsTests
{
    [Fact]
    public void Door_WhenNothingIsSaid_IsTheDefault() => Assert.Equal(DoorAddress.Default, Read(null)!.Door);

    [Fact]
    public void Door_WhenTheEnvironmentNamesOne_IsThatUnlessTheCommandDoes()
    {
        Assert.Equal(new Uri("https://margin.example:443"), Read("https://margin.example:443")!.Door);
        Assert.Equal(new Uri("http://127.0.0.1:9"), Read("https://margin.example:443", "--at", "http://127.0.0.1:9")!.Door);
        Assert.Equal(DoorAddress.Default, Read("")!.Door);
    }

    [Theory]
    [InlineData("--at \"localhost:7171\" is not understood", "--at", "localhost:7171")]
    [InlineData("--at \"ftp://here\" is not understood", "--at", "ftp://here")]
    [InlineData("--at \"http://here/there\" is not understood", "--at", "http://here/there")]
    [InlineData("--at \"http://me@here\" is not understood", "--at", "http://me@here")]
    [InlineData("--output xml is not known", "--output", "xml")]
    [InlineData("--as \"a b\" is no principal", "--as", "a b")]
    [InlineData("--as is not told in the clear", "--as", "alice", "--at", "http://margin.example:7171")]
    public void Options_WhenTheyAreNone_SayWhichAndWhy(string said, params string[] args)
    {
        Assert.NotNull(Arguments.Parse(args, LiveOptions.Known, out _));

        Assert.Null(LiveOptions.Read(Arguments.Parse(args, LiveOptions.Known, out _)!, _ => null, out var problem));

        Assert.StartsWith(said, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Door_WhenTheEnvironmentNamesNone_SaysThatItWasTheEnvironment()
    {
        Assert.Null(LiveOptions.Read(Arguments.Parse([], LiveOptions.Known, out _)!, _ => "here", out var problem));

        Assert.StartsWith("MVM_DOOR \"here\" is not understood", problem, StringComparison.Ordinal);
    }

    private static LiveOptions? Read(string? environment, params string[] args) =>
        LiveOptions.Read(Arguments.Parse(args, LiveOptions.Known, out _)!, name => name == LiveOptions.DoorVariable ? environment : null, out _);
}
