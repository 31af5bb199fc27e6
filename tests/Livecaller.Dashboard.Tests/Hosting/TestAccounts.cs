using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Dashboard.Tests.Hosting;

/// <summary>The accounts of operators, as ASP.NET Core Identity stores them.</summary>
internal sealed class TestAccounts(DbContextOptions<TestAccounts> options)
    : IdentityDbContext<LivecallerOperator, IdentityRole<Guid>, Guid>(options);
