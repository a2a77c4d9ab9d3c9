using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.V1;

namespace MultiVenueMargin.Cli.Tests.Live;

/// <summary>Calls as they are shown: each can be read as its request and said again in a shell.</summary>
[Collection(LiveCollection.Name)]
public sealed partial class ShownRpcsTests(LiveStreet street)
{
    private static readonly FileDescriptor[] Files =
    [
        AccountServiceReflection.Descriptor, MarginServiceReflection.Descriptor, MarginCallServiceReflection.Descriptor, LiquidationServiceReflection.Descriptor,
        FeedServiceReflection.Descriptor,
    ];

    [Theory]
    [InlineData("AccountService/ListAccounts AccountService/ListAccounts MarginService/WatchMargin", "account", "list")]
    [InlineData("AccountService/GetAccount MarginService/Explain", "account", "show", LiveStreet.Sound)]
    [InlineData("MarginService/GetMargin", "margin", "get", LiveStreet.Sound)]
    [InlineData("MarginService/GetMarginAsOf", "margin", "get", LiveStreet.Sound, "--as-of", "2100-01-01")]
    [InlineData("AccountService/GetAccount MarginService/WatchMargin", "margin", "watch", LiveStreet.Sound, "--for", "0.5")]
    [InlineData("MarginService/WhatIf", "what-if", LiveStreet.Sound, "--buy", "0.1", "BTC-USDC-PERP@DERIBIT")]
    [InlineData("MarginCallService/ListMarginCalls", "calls", LiveStreet.Sound)]
    [InlineData("LiquidationService/ListLiquidations", "liquidations", LiveStreet.Sound)]
    [InlineData("LiquidationService/PreviewLiquidation", "liquidations", "preview", LiveStreet.Sound)]
    [InlineData("FeedService/ListFeeds", "feeds", LiveStreet.Sound)]
    public void Rpcs_WhenShown_AreThoseThatWereCalled(string called, params string[] args)
    {
        var quiet = street.Run(args);
        var run = street.Run([.. args, "--show-rpc"]);

        Assert.Equal((quiet.ExitCode, string.Empty), (run.ExitCode, quiet.Errors));
        var begun = Begun().Matches(run.Errors);
        Assert.Equal(called.Split(' '), begun.Select(match => match.Groups["method"].Value));
        Assert.All(begun, match => Assert.NotNull(MethodOf(match.Groups["method"].Value).InputType.Parser.ParseJson(match.Groups["request"].Value)));
        Assert.Equal(begun.Count, Ended().Count(run.Errors));
        Assert.Equal(
            begun.Select(match => $"grpcurl -plaintext -d '{match.Groups["request"].Value}' {street.Address.Authority} multivenuemargin.v1.{match.Groups["method"].Value}"),
            Grpcurl().Matches(run.Errors).Select(match => match.Value));
    }

    [Fact]
    public void Rpc_WhenItIsRefused_IsShownWithItsStatusAndWhoAskedInWordsOfAShell()
    {
        var run = street.Run("margin", "get", "ACME/o'neil", "--show-rpc", "--as", "al'ice");

        Assert.Equal((ExitCode.PlatformRefused, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains("    NotFound in ", run.Errors, StringComparison.Ordinal);
        Assert.Contains(@"-H 'x-mvm-principal: al'\''ice' -d '{ ""account"": ""ACME/o'\''neil"" }' ", run.Errors, StringComparison.Ordinal);
    }

    private static MethodDescriptor MethodOf(string name)
    {
        var (service, method) = (name.Split('/')[0], name.Split('/')[1]);
        return Files.SelectMany(file => file.Services).Single(each => each.Name == service).FindMethodByName(method);
    }

    [GeneratedRegex(@"^rpc multivenuemargin\.v1\.(?<method>\S+) (?<request>\{.*\})$", RegexOptions.Multiline)]
    private static partial Regex Begun();

    [GeneratedRegex(@"^    (OK|Cancelled) in [0-9]+\.[0-9] ms", RegexOptions.Multiline)]
    private static partial Regex Ended();

    [GeneratedRegex("grpcurl .*$", RegexOptions.Multiline)]
    private static partial Regex Grpcurl();
}
