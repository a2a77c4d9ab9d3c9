using System.Text;
using System.Text.Json;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Venues.Exchanges.Deribit;
using MultiVenueMargin.Venues.Updates;

namespace MultiVenueMargin.Venues.Tests.Deribit;

public sealed class DeribitRequestsTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1_576_074_319_000);

    [Fact]
    public void Login_OfThePublishedExample_HasItsSignature()
    {
        // The worked example of the venue's page on authentication by client signature.
        var request = DeribitRequests.Login(9, "AMANDA", Encoding.UTF8.GetBytes("AMANDASECRECT"), At, "1iqt2wls");

        using var json = JsonDocument.Parse(request);
        var parameters = json.RootElement.GetProperty("params");
        Assert.Equal("56590594f97921b09b18f166befe0d1319b198bbcdad7ca73382de2f88fe9aa1", parameters.GetProperty("signature").GetString());
        Assert.Equal(1_576_074_319_000, parameters.GetProperty("timestamp").GetInt64());
        Assert.DoesNotContain("AMANDASECRECT", Encoding.UTF8.GetString(request), StringComparison.Ordinal);
    }

    [Fact]
    public void Header_OfARequest_SignsMethodPathAndBody()
    {
        // Computed with another program's HMAC-SHA256 over "ts\nnonce\nGET\npath\n\n".
        var header = DeribitSignature.Header(
            "AMANDA", Encoding.UTF8.GetBytes("AMANDASECRECT"), At, "1iqt2wls", "get", "/api/v2/private/get_account_summary?currency=BTC", string.Empty);

        Assert.Equal(
            "deri-hmac-sha256 id=AMANDA,ts=1576074319000,nonce=1iqt2wls,sig=9bfbc51a2bc372d72cc396cf1a213dc78d42eb74cb7dc272351833ad0de276ab",
            header);
    }

    [Fact]
    public void Subscription_ToOurChannels_NamesOnlyChannelsThatAreRead()
    {
        var channels = DeribitRequests.Channels(["BTC-PERPETUAL"], ["btc_usd"]);
        using var json = JsonDocument.Parse(DeribitRequests.Subscribe(1, channels));
        Assert.Equal(channels, json.RootElement.GetProperty("params").GetProperty("channels").EnumerateArray().Select(each => each.GetString()));

        // Without data of its form a channel that is read is refused; one that is not read is named.
        Assert.All(channels, channel => Assert.IsNotType<ChannelNotHandled>(DeribitMessages.Read(DeribitMessagesTests.PushBytes(channel, "{}"))));
    }

    [Fact]
    public void Positions_WhenAskedFor_AreThoseOfEveryCurrency()
    {
        Assert.Equal(
            """{"jsonrpc":"2.0","id":4,"method":"private/get_positions","params":{"currency":"any"}}""",
            Encoding.UTF8.GetString(DeribitRequests.AllPositions(4)));
    }

    [Theory]
    [InlineData("0", FeedParts.Balances | FeedParts.Positions | FeedParts.Orders)]
    [InlineData("0.1", FeedParts.Balances | FeedParts.Orders)]
    public void Snapshot_WithAnEmptyListOfPositions_IsFlatOnlyWhereNoMarginIsAsked(string maintenance, FeedParts expected)
    {
        var summaries = Read(DeribitQuestion.AccountSummaries, $$"""
            {"summaries":[{"currency":"BTC","balance":1,"equity":1,"options_value":0,"maintenance_margin":{{maintenance}}}]}
            """);

        var snapshot = DeribitSnapshot.Of(summaries, Read(DeribitQuestion.AllPositions, "[]"), Read(DeribitQuestion.AllOpenOrders, "[]"), At);

        Assert.Equal(expected, snapshot.Complete);
        Assert.Single(snapshot.Facts);
    }

    private static UpdatesRead Read(DeribitQuestion question, string result) =>
        Assert.IsType<UpdatesRead>(DeribitAnswers.Read(question, DeribitMessagesTests.Bytes($$"""{"id":1,"result":{{result}}}""")));
}
