using Grpc.Core;
using MultiVenueMargin.Gateway.Tests.Doors;

using Serving = MultiVenueMargin.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace MultiVenueMargin.Gateway.Tests.Methods;

/// <summary>grpc.health.v1, for each service and the whole.</summary>
public sealed class HealthTests(DoorStreet street) : IClassFixture<DoorStreet>
{
    public static TheoryData<string> Services => ["", .. Door.OfPlatform.Concat(Door.OfDoor).Select(service => service.FullName)];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Service_WhenThePlatformIsReady_Serves(string service)
    {
        var answer = await street.Door.Health.CheckAsync(new Health.V1.HealthCheckRequest { Service = service });

        Assert.Equal(Serving.Serving, answer.Status);
        var watched = await street.Door.Health.Watch(new Health.V1.HealthCheckRequest { Service = service }).FirstAsync();
        Assert.Equal(Serving.Serving, watched.Status);
    }

    [Fact]
    public async Task Service_WhenThereIsNone_IsNotFoundOrUnknown()
    {
        var refused = await Refused.ByAsync(() => street.Door.Health.CheckAsync(new Health.V1.HealthCheckRequest { Service = "none" }).ResponseAsync);
        var watched = await street.Door.Health.Watch(new Health.V1.HealthCheckRequest { Service = "none" }).FirstAsync();

        Assert.Equal(StatusCode.NotFound, refused.Code);
        Assert.Equal(Serving.ServiceUnknown, watched.Status);
    }
}
