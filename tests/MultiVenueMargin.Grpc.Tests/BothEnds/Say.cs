using Grpc.Core;

namespace MultiVenueMargin.Grpc.Tests.BothEnds;

/// <summary>A service of all four shapes whose messages are text, to be bound to whatever a test wants.</summary>
internal static class Say
{
    public static readonly Method<string, string> Once = Of(MethodType.Unary, "Once");
    public static readonly Method<string, string> Up = Of(MethodType.ClientStreaming, "Up");
    public static readonly Method<string, string> Down = Of(MethodType.ServerStreaming, "Down");
    public static readonly Method<string, string> Both = Of(MethodType.DuplexStreaming, "Both");

    public static ServerServiceDefinition Service(
        UnaryServerMethod<string, string>? once = null,
        ClientStreamingServerMethod<string, string>? up = null,
        ServerStreamingServerMethod<string, string>? down = null,
        DuplexStreamingServerMethod<string, string>? both = null) => ServerServiceDefinition.CreateBuilder()
            .AddMethod(Once, once ?? ((request, _) => Task.FromResult("heard " + request)))
            .AddMethod(Up, up ?? JoinAll)
            .AddMethod(Down, down ?? Letters)
            .AddMethod(Both, both ?? Echo)
            .Build();

    private static Method<string, string> Of(MethodType type, string name) =>
        new(type, "say.Say", name, Marshallers.StringMarshaller, Marshallers.StringMarshaller);

    private static async Task<string> JoinAll(IAsyncStreamReader<string> requests, ServerCallContext context)
    {
        var all = new List<string>();
        await foreach (string request in requests.ReadAllAsync())
        {
            all.Add(request);
        }

        return string.Join('+', all);
    }

    private static async Task Letters(string request, IServerStreamWriter<string> responses, ServerCallContext context)
    {
        foreach (char letter in request)
        {
            await responses.WriteAsync(letter.ToString());
        }
    }

    private static async Task Echo(IAsyncStreamReader<string> requests, IServerStreamWriter<string> responses, ServerCallContext context)
    {
        await foreach (string request in requests.ReadAllAsync())
        {
            await responses.WriteAsync("heard " + request);
        }
    }
}
