using Google.Protobuf;
using Google.Protobuf.Reflection;
using MultiVenueMargin.Gateway.Tests.Doors;

namespace MultiVenueMargin.Gateway.Tests.Methods;

/// <summary>grpc.reflection.v1 and v1alpha: a tool that knows nothing finds every service.</summary>
public sealed class ReflectionTests(DoorStreet street) : IClassFixture<DoorStreet>
{
    [Fact]
    public async Task Services_WhenListed_AreAllAndTheirFilesAreComplete()
    {
        var names = (await AskAsync(new Reflection.V1.ServerReflectionRequest { ListServices = "" })).ListServicesResponse.Service.Select(each => each.Name).ToList();
        Assert.Equal(Door.OfPlatform.Concat(Door.OfDoor).Select(service => service.FullName).Order(StringComparer.Ordinal), names);

        foreach (var name in names)
        {
            var answer = await AskAsync(new Reflection.V1.ServerReflectionRequest { FileContainingSymbol = name });
            var files = answer.FileDescriptorResponse.FileDescriptorProto.Select(FileDescriptorProto.Parser.ParseFrom).ToList();
            Assert.Contains(files, file => file.Service.Any(service => $"{file.Package}.{service.Name}" == name));
            Assert.Subset(files.Select(file => file.Name).ToHashSet(), files.SelectMany(file => file.Dependency).ToHashSet());
            var byName = await AskAsync(new Reflection.V1.ServerReflectionRequest { FileByFilename = files[0].Name });
            Assert.Equal(answer.FileDescriptorResponse, byName.FileDescriptorResponse);
        }
    }

    [Fact]
    public async Task Question_WhenThereIsNoAnswer_IsToldSo()
    {
        var unknown = await AskAsync(new Reflection.V1.ServerReflectionRequest { FileContainingSymbol = "none.Such" });
        var nothing = await AskAsync(new Reflection.V1.ServerReflectionRequest());

        Assert.Equal((5, 3), (unknown.ErrorResponse.ErrorCode, nothing.ErrorResponse.ErrorCode));
    }

    /// <summary>Asks both, which must say the same.</summary>
    private async Task<Reflection.V1.ServerReflectionResponse> AskAsync(Reflection.V1.ServerReflectionRequest request)
    {
        using var call = street.Door.Reflection.ServerReflectionInfo();
        await call.RequestStream.WriteAsync(request);
        await call.RequestStream.CompleteAsync();
        var answer = Assert.Single(await call.ResponseStream.AllAsync());
        using var old = street.Door.OldReflection.ServerReflectionInfo();
        await old.RequestStream.WriteAsync(Reflection.V1Alpha.ServerReflectionRequest.Parser.ParseFrom(request.ToByteString()));
        await old.RequestStream.CompleteAsync();
        Assert.Equal(answer.ToByteString(), Assert.Single(await old.ResponseStream.AllAsync()).ToByteString());
        Assert.Equal(request, answer.OriginalRequest);
        return answer;
    }
}
