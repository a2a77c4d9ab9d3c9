using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Contracts;

/// <summary>institution_service.proto: tenants, roles and the insurance fund.</summary>
public static class InstitutionWire
{
    public static V1.RegisterChange Write(RegisterDone done) => new() { Version = done.Version };

    public static V1.Institution Write(InstitutionId institution, InstitutionEntry entry, IEnumerable<RoleGrant> grants) => new()
    {
        Institution_ = institution.Code,
        DisplayName = entry.DisplayName,
        Accounts = entry.Accounts,
        AccountQuota = entry.Quota.Accounts,
        UpdatesPerSecondQuota = entry.Quota.UpdatesPerSecond,
        Grants = { grants.Where(grant => grant.Institution == institution).Select(Write) },
    };

    /// <summary>How the fund stands, the institutions by id.</summary>
    public static V1.GetFundResponse Write(FundRegister fund)
    {
        var allocated = fund.Draws.SelectMany(draw => draw.Shares).ToLookup(share => share.Key, share => share.Value);
        var institutions = fund.Contributions.Keys.Concat(allocated.Select(group => group.Key)).Distinct().Order();
        return new V1.GetFundResponse
        {
            Available = WireText.Of(fund.Free),
            Reserved = WireText.Of(fund.Reserved),
            Shares =
            {
                institutions.Select(institution => new V1.FundShare
                {
                    Institution = institution.Code,
                    Contributed = WireText.Of(fund.Contributions.GetValueOrDefault(institution)),
                    Allocated = WireText.Of(Usd.Sum(allocated[institution])),
                }),
            },
        };
    }

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

    private static V1.RoleGrant Write(RoleGrant grant) => new()
    {
        Principal = grant.Principal.Code,
        Role = EnumMap<Role, V1.Role>.Write(grant.Role),
        Account = grant.Account?.ToString() ?? "",
    };

    private static AccountId? OneAccount(WireReader at, string account) => account.Length == 0 ? null : at.Account("account", account);
}
