using MultiVenueMargin.Gateway.Tests.Doors;
using MultiVenueMargin.Gateway.Tests.Streams;

namespace MultiVenueMargin.Gateway.Tests.Methods;

/// <summary>Every method of the contract: it answers, it says why it does not, it names what is wrong with a request, it asks who may.</summary>
public sealed class MethodTests(DoorStreet street) : IClassFixture<DoorStreet>
{
    /// <summary>Methods that need a market that crashed, or several messages, have tests of their own, named here.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["MarginCallService/Acknowledge"] = nameof(CalledTests),
        ["MarginCallService/Dispute"] = nameof(CalledTests),
        ["MarginCallService/Withdraw"] = nameof(CalledTests),
        ["LiquidationService/Approve"] = nameof(CalledTests),
        ["LiquidationService/Hold"] = nameof(CalledTests),
        ["LiquidationService/Release"] = nameof(CalledTests),
        ["LiquidationService/Abort"] = nameof(CalledTests),
        ["LiquidationService/ReportStep"] = nameof(CalledTests),
        ["FeedService/Connect"] = nameof(FeedConnectionTests),
        ["MarketDataService/Publish"] = nameof(PublishTests),
        ["Health/Check"] = nameof(HealthTests),
        ["Health/Watch"] = nameof(HealthTests),
        ["ServerReflection/ServerReflectionInfo"] = nameof(ReflectionTests),
    };

    private static readonly IReadOnlyList<Method> All = [.. AccountMethods.All, .. PlatformMethods.All];

    public static TheoryData<string> Names => [.. All.Select(method => method.Name)];

    public static TheoryData<string> Refusing => [.. All.Where(method => method.IsRefused is not null).Select(method => method.Name)];

    public static TheoryData<string> Fallible => [.. All.Where(method => method.IsBad is not null).Select(method => method.Name)];

    [Fact]
    public void Methods_WhenInTheContract_AreAllTried() => Assert.Equal(
        Door.OfPlatform.Concat(Door.OfDoor)
            .SelectMany(service => service.Methods.Select(method => $"{service.Name}/{method.Name}"))
            .Distinct()
            .Order(StringComparer.Ordinal),
        All.Select(method => method.Name).Concat(Elsewhere.Keys).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public Task Method_WhenAllIsWell_Answers(string name) => Of(name).Answers(street);

    [Theory]
    [MemberData(nameof(Refusing))]
    public async Task Method_WhenItCannotBeDone_SaysWhy(string name)
    {
        var refused = await Refused.ByAsync(() => Of(name).IsRefused!(street));

        Assert.Equal(Of(name).Reason, refused.Reason);
    }

    [Theory]
    [MemberData(nameof(Fallible))]
    public async Task Method_WhenTheRequestIsBad_NamesTheField(string name)
    {
        var refused = await Refused.ByAsync(() => Of(name).IsBad!(street));

        Assert.Equal(Of(name).BadReason, refused.Reason);
        Assert.Contains(refused.Fields, field => Of(name).Field is var wanted
            && (wanted.EndsWith('*') ? field.StartsWith(wanted[..^1], StringComparison.Ordinal) : field == wanted));
    }

    private static Method Of(string name) => All.Single(method => method.Name == name);
}
