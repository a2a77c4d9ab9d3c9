using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Contracts;

/// <summary>institution_service.proto: tenants, roles and the insurance fund.</summary>
public static class InstitutionWire
{
    public static V1.RegisterChange Write(RegisterDone done) => new() { Version = done.Version };

    public static V1.Institution Write(InstitutionView view) => new()
    {
        Institution_ = view.Institution.Code,
        DisplayName = view.DisplayName,
        Accounts = view.Accounts,
        AccountQuota = view.Quota.Accounts,
        UpdatesPerSecondQuota = view.Quota.UpdatesPerSecond,
        GrantCount = view.Grants,
    };

    /// <summary>How the fund stands, and a page of those who contributed.</summary>
    public static V1.GetFundResponse Write(FundView fund) => new()
    {
        Available = WireText.Of(fund.Free),
        Reserved = WireText.Of(fund.Reserved),
        Contributed = WireText.Of(fund.Contributed),
        Paid = WireText.Of(fund.Paid),
        Version = fund.Version,
        Shares =
        {
            fund.Shares.Items.Select(share => new V1.FundShare
            {
                Institution = share.Institution.Code,
                Contributed = WireText.Of(share.Contributed),
                Allocated = WireText.Of(share.Allocated),
            }),
        },
    };

    public static Read<RegisterCommand> Read(V1.RegisterInstitutionRequest wire, PrincipalId by) =>
        WireReader.Read<V1.RegisterInstitutionRequest, RegisterCommand>(wire, (at, request) =>
            new RegisterInstitution(at.Institution("institution", request.Institution), request.DisplayName)
            {
                Request = at.Request("request_id", request.RequestId),
                By = by,
            });

    public static Read<RegisterCommand> Read(V1.GrantRoleRequest wire, PrincipalId by) =>
        WireReader.Read<V1.GrantRoleRequest, RegisterCommand>(wire, (at, request) => new GrantRole(
            at.Principal("principal", request.Principal),
            at.Choice<Role, V1.Role>("role", request.Role),
            at.Institution("institution", request.Institution),
            OneAccount(at, request.Account))
        {
            Request = at.Request("request_id", request.RequestId),
            By = by,
        });

    public static Read<RegisterCommand> Read(V1.RevokeRoleRequest wire, PrincipalId by) =>
        WireReader.Read<V1.RevokeRoleRequest, RegisterCommand>(wire, (at, request) => new RevokeRole(
            at.Principal("principal", request.Principal),
            at.Choice<Role, V1.Role>("role", request.Role),
            at.Institution("institution", request.Institution),
            OneAccount(at, request.Account))
        {
            Request = at.Request("request_id", request.RequestId),
            By = by,
        });

    public static Read<RegisterCommand> Read(V1.SetQuotaRequest wire, PrincipalId by) =>
        WireReader.Read<V1.SetQuotaRequest, RegisterCommand>(wire, (at, request) =>
            new SetQuota(at.Institution("institution", request.Institution), request.Accounts, request.UpdatesPerSecond)
            {
                Request = at.Request("request_id", request.RequestId),
                By = by,
            });

    public static Read<RegisterCommand> Read(V1.ContributeToFundRequest wire, PrincipalId by) =>
        WireReader.Read<V1.ContributeToFundRequest, RegisterCommand>(wire, (at, request) =>
            new ContributeToFund(at.Institution("institution", request.Institution), at.Usd("amount", request.Amount))
            {
                Request = at.Request("request_id", request.RequestId),
                By = by,
            });

    public static V1.RoleGrant Write(RoleGrant grant) => new()
    {
        Principal = grant.Principal.Code,
        Role = EnumMap<Role, V1.Role>.Write(grant.Role),
        Account = grant.Account?.ToString() ?? "",
        Institution = grant.Institution.Code,
    };

    private static AccountId? OneAccount(WireReader at, string account) => account.Length == 0 ? null : at.Account("account", account);
}
