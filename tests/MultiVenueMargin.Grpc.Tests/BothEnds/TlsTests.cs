using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace MultiVenueMargin.Grpc.Tests.BothEnds;

public sealed class TlsTests
{
    [Fact]
    public async Task Call_UnderTlsWithAClientsCertificate_TellsTheHandlerWhoCalls()
    {
        using X509Certificate2 serverCertificate = Certificate("localhost");
        using X509Certificate2 clientCertificate = Certificate("desk-7");
        await using TestServer server = await TestServer.StartAsync(
            Say.Service(once: (_, context) => Task.FromResult(
                $"{context.AuthContext.IsPeerAuthenticated} {context.AuthContext.PeerIdentity.Single().Value} {context.RequestHeaders.GetValue("authorization")}")),
            https: new HttpsConnectionAdapterOptions
            {
                ServerCertificate = serverCertificate,
                ClientCertificateMode = ClientCertificateMode.RequireCertificate,
                ClientCertificateValidation = (certificate, _, _) => certificate.Thumbprint == clientCertificate.Thumbprint,
            });
        SslClientAuthenticationOptions Tls(X509Certificate2? own) => new()
        {
            ClientCertificates = own is null ? null : [own],
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == serverCertificate.Thumbprint,
        };
        CallCredentials token = CallCredentials.FromInterceptor((context, metadata) =>
        {
            metadata.Add("authorization", $"Bearer {context.MethodName}");
            return Task.CompletedTask;
        });

        Assert.Equal("True desk-7 Bearer Once", await server.Client(options => options with { Tls = Tls(clientCertificate), Credentials = token }).AsyncUnaryCall(Say.Once, null, default, "x"));
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client(options => options with { Tls = Tls(null) }).AsyncUnaryCall(Say.Once, null, default, "x"))).StatusCode);
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client().AsyncUnaryCall(Say.Once, null, default, "x"))).StatusCode);
    }

    [Fact]
    public async Task Credentials_WithoutTls_AreNotSent()
    {
        await using TestServer server = await TestServer.StartAsync(Say.Service());
        CallInvoker client = server.Client(options => options with { Credentials = CallCredentials.FromInterceptor((_, _) => Task.CompletedTask) });

        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(async () => await client.AsyncUnaryCall(Say.Once, null, default, "x"))).StatusCode);
    }

    [Fact]
    public async Task Peer_WithoutTls_IsAnAddressAndNobodyByName()
    {
        await using TestServer server = await TestServer.StartAsync(Say.Service(once: (_, context) => Task.FromResult($"{context.Peer} {context.AuthContext.IsPeerAuthenticated} {context.GetHttpContext().Request.Protocol}")));

        Assert.Matches("^ipv4:127.0.0.1:[0-9]+ False HTTP/2$", await server.Client().AsyncUnaryCall(Say.Once, null, default, "x"));
    }

    private static X509Certificate2 Certificate(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
