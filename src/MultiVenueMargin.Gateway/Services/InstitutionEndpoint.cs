using Grpc.Core;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Gateway.Answers;
using MultiVenueMargin.Gateway.Callers;

namespace MultiVenueMargin.Gateway.Services;

/// <summary>institution_service.proto.</summary>
internal sealed class InstitutionEndpoint(IMarginPlatform platform, Gatekeeper gate, RegisterCommands commands) : V1.InstitutionService.InstitutionServiceBase
{
    private const string InstitutionsQuestion = "institutions";
    private const string GrantsQuestion = "grants";
    private const string FundQuestion = "fund";

    public override async Task<V1.ListInstitutionsResponse> ListInstitutions(V1.ListInstitutionsRequest request, ServerCallContext context)
    {
        var size = Answer.Sound(WireReader.Read(request, static (at, wire) => at.PageSize("page_size", wire.PageSize)));
        var after = PageToken.Read(InstitutionsQuestion, request.PageToken, InstitutionOf);
        var page = await platform.InstitutionsAsync(after, size, context.CancellationToken).ConfigureAwait(false);
        var response = new V1.ListInstitutionsResponse
        {
            NextPageToken = page.IsEnd ? "" : PageToken.Write(InstitutionsQuestion, page.Items[^1].Institution.Code),
        };
        foreach (var institution in page.Items)
        {
            if (await gate.AllowsAsync(context, Need.Look, NeedScope.Of(institution.Institution)).ConfigureAwait(false))
            {
                response.Institutions.Add(InstitutionWire.Write(institution));
            }
        }

        return response;
    }

    public override async Task<V1.ListGrantsResponse> ListGrants(V1.ListGrantsRequest request, ServerCallContext context)
    {
        var (scope, size) = Answer.Sound(WireReader.Read(request, static (at, wire) => (
            new GrantScope(
                wire.Institution.Length == 0 ? null : at.Institution("institution", wire.Institution),
                wire.Principal.Length == 0 ? null : at.Principal("principal", wire.Principal)),
            at.PageSize("page_size", wire.PageSize))));
        await gate.RequireAsync(context, Need.Operate, scope.Institution is { } institution ? NeedScope.Of(institution) : NeedScope.Platform).ConfigureAwait(false);
        var question = $"{GrantsQuestion} {request.Institution} {request.Principal}";
        var after = PageToken.Read(question, request.PageToken, 4) is { } key ? GrantOf(key) : null;
        var page = await platform.GrantsAsync(scope, after, size, context.CancellationToken).ConfigureAwait(false);
        return new V1.ListGrantsResponse
        {
            Grants = { page.Items.Select(InstitutionWire.Write) },
            NextPageToken = page.IsEnd ? "" : PageToken.Write(question, KeyOf(page.Items[^1])),
        };
    }

    public override async Task<V1.GetFundResponse> GetFund(V1.GetFundRequest request, ServerCallContext context)
    {
        var size = Answer.Sound(WireReader.Read(request, static (at, wire) => at.PageSize("page_size", wire.PageSize)));
        await gate.RequireAsync(context, Need.Look, NeedScope.Platform).ConfigureAwait(false);
        var after = PageToken.Read(FundQuestion, request.PageToken, InstitutionOf);
        var fund = await platform.FundAsync(after, size, context.CancellationToken).ConfigureAwait(false);
        var response = InstitutionWire.Write(fund);
        response.NextPageToken = fund.Shares.IsEnd ? "" : PageToken.Write(FundQuestion, fund.Shares.Items[^1].Institution.Code);
        return response;
    }

    public override async Task<V1.RegisterInstitutionResponse> RegisterInstitution(V1.RegisterInstitutionRequest request, ServerCallContext context) =>
        new() { Change = await ChangeAsync(context, InstitutionWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    public override async Task<V1.GrantRoleResponse> GrantRole(V1.GrantRoleRequest request, ServerCallContext context) =>
        new() { Change = await ChangeAsync(context, InstitutionWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    public override async Task<V1.RevokeRoleResponse> RevokeRole(V1.RevokeRoleRequest request, ServerCallContext context) =>
        new() { Change = await ChangeAsync(context, InstitutionWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    public override async Task<V1.SetQuotaResponse> SetQuota(V1.SetQuotaRequest request, ServerCallContext context) =>
        new() { Change = await ChangeAsync(context, InstitutionWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    public override async Task<V1.ContributeToFundResponse> ContributeToFund(V1.ContributeToFundRequest request, ServerCallContext context) =>
        new() { Change = await ChangeAsync(context, InstitutionWire.Read(request, Caller.Of(context).Principal)).ConfigureAwait(false) };

    private static InstitutionId? InstitutionOf(string key) => Identifier.IsValid(key, 64) ? new InstitutionId(key) : null;

    private static string[] KeyOf(RoleGrant grant) => [grant.Principal.Code, grant.Role.ToString(), grant.Institution.Code, grant.Account?.ToString() ?? ""];

    private static RoleGrant GrantOf(string[] key)
    {
        AccountId? account = key[3].Length == 0 ? null : AccountId.TryParse(key[3], out var known) ? known : throw PageToken.Invalid();
        return Identifier.IsValid(key[0], 128) && Enum.TryParse<Role>(key[1], out var role) && InstitutionOf(key[2]) is { } institution
            ? new RoleGrant(new PrincipalId(key[0]), role, institution, account)
            : throw PageToken.Invalid();
    }

    private async Task<V1.RegisterChange> ChangeAsync(ServerCallContext context, Read<RegisterCommand> read) =>
        InstitutionWire.Write(await commands.SendAsync(context, Need.Operate, read).ConfigureAwait(false));
}
