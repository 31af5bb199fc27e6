using System.Text;
using Livecaller.Server.Widgets;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Storefront.Client.Accounts;

namespace Storefront.Accounts;

/// <summary>Issues tokens that identify a customer in the chat, signed with the widget's secret.</summary>
internal sealed class ChatTokenIssuer(ShopWidget widget, TimeProvider time)
{
    private readonly JsonWebTokenHandler _handler = new();

    public async Task<string> IssueAsync(Customer customer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var secret = await widget.GetSecretAsync(cancellationToken);
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Claims = new Dictionary<string, object>
            {
                ["sub"] = customer.Id,
                ["name"] = customer.Name,
                ["email"] = customer.Email,
            },
            IssuedAt = now,
            Expires = now.AddMinutes(15),
            SigningCredentials = new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)), SecurityAlgorithms.HmacSha256),
        });
    }
}
