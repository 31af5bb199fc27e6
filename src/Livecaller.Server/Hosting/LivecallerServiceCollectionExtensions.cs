using Livecaller.Realtime;
using Livecaller.Server.Administration;
using Livecaller.Server.ApiKeys;
using Livecaller.Server.Attachments;
using Livecaller.Server.Audit;
using Livecaller.Server.Availability;
using Livecaller.Server.Blocks;
using Livecaller.Server.Bulk;
using Livecaller.Server.CannedReplies;
using Livecaller.Server.Conversations;
using Livecaller.Server.Departments;
using Livecaller.Server.Drafts;
using Livecaller.Server.Embedding;
using Livecaller.Server.EventLog;
using Livecaller.Server.Hosting;
using Livecaller.Server.Housekeeping;
using Livecaller.Server.Http;
using Livecaller.Server.Images;
using Livecaller.Server.Limits;
using Livecaller.Server.Mail;
using Livecaller.Server.Notes;
using Livecaller.Server.Operators;
using Livecaller.Server.Realtime;
using Livecaller.Server.Reports;
using Livecaller.Server.Search;
using Livecaller.Server.SecondFactor;
using Livecaller.Server.Seeding;
using Livecaller.Server.Storage.Sqlite;
using Livecaller.Server.Tags;
using Livecaller.Server.Team;
using Livecaller.Server.Uploads;
using Livecaller.Server.Views;
using Livecaller.Server.VisitorData;
using Livecaller.Server.Visitors;
using Livecaller.Server.Widgets;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the chat backend to an application's services.</summary>
public static class LivecallerServiceCollectionExtensions
{
    /// <summary>Adds the chat backend; <c>MapLivecaller()</c> maps its endpoints.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configuration">The application's configuration; the section <c>Livecaller</c> and the connection string <c>Livecaller</c> are read.</param>
    public static IServiceCollection AddLivecaller(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        var settings = new LivecallerConfiguration(configuration.GetSection(KnownSettings.Section));
        services.AddOptions<LivecallerServerOptions>().Configure(settings.Bind).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LivecallerServerOptions>>(settings);
        services.AddSingleton<IValidateOptions<LivecallerServerOptions>, LivecallerServerOptionsValidator>();
        services.AddSingleton<IStartupFilter, PublicPathFilter>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpContextAccessor();
        services.TryAddSingleton(DataDirectoryUse.Exclusive);
        services.AddSingleton<DataDirectory>().AddSingleton<ServerKeys>().AddSingleton<KeyRing>().AddSingleton<StartupReport>();
        services.AddSingleton<WidgetSecrets>().AddSingleton<Startup>().AddHostedService(s => s.GetRequiredService<Startup>());
        AddFirstStart(services);
        AddStorage(services, configuration.GetConnectionString("Livecaller"));
        AddAccounts(services);
        AddRealtime(services);

        services.AddSingleton<WidgetFiles>();
        services.AddSingleton<RateGate>().AddSingleton<SignInGate>().AddSingleton<UnreadForwarding>().AddSingleton<ServerAddress>();
        services.AddSingleton<ImageWork>().AddSingleton<AttachmentLinks>().AddSingleton<AttachmentStore>();
        services.AddSingleton<DiskSpace>().AddSingleton<UploadQuota>().AddSingleton<UploadReservations>();
        services.AddSingleton<UploadLocks>().AddSingleton<UploadStore>().AddSingleton<UploadCreation>();
        services.AddSingleton<ConversationFeed>().AddSingleton<IConversationFeed>(s => s.GetRequiredService<ConversationFeed>());
        services.AddSingleton<Broadcaster>().AddHostedService(s => s.GetRequiredService<Broadcaster>());
        services.AddSingleton<QueueAnnouncer>().AddHostedService(s => s.GetRequiredService<QueueAnnouncer>());
        services.AddHostedService<OutageCatchUp>();
        services.AddSingleton<ConversationLog>().AddSingleton<GroupWriter>().AddSingleton<LogReader>();
        services.AddSingleton<LogEpoch>().AddSingleton<IConnectionWelcome>(s => s.GetRequiredService<LogEpoch>()).AddHostedService<EpochWatch>();
        services.AddSingleton<MessageAppender>().AddSingleton<MessageChanges>().AddSingleton<InboxPayloads>().AddSingleton<QueuePositions>().AddSingleton<InboxSearch>();
        // Its pauses are for the machine, whatever the application's clock says.
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<InboxChangeFeed>(s, TimeProvider.System));
        services.AddSingleton<ConversationActions>().AddSingleton<ConversationSnooze>().AddSingleton<ConversationStarter>().AddSingleton<DeliveredMarks>().AddSingleton<ChannelGuard>();
        services.AddSingleton<SignedToken>().AddSingleton<SessionSockets>().AddSingleton<SessionEnds>().AddSingleton<VisitorSessions>();
        services.AddSingleton<SessionWatch>().AddHostedService(s => s.GetRequiredService<SessionWatch>());
        services.AddSingleton<EmailChange>().AddSingleton<AnswerTimes>().AddSingleton<AvailabilityReader>();
        services.AddSingleton<CallbackStarter>().AddSingleton<ConversationTransfer>();
        services.AddSingleton<MailGate>().AddSingleton<Transcripts>();
        services.AddSingleton<TranscriptMailer>().AddHostedService(s => s.GetRequiredService<TranscriptMailer>());
        services.AddSingleton<IOperatorService, OperatorService>().AddSingleton<IWidgetService, WidgetService>().AddSingleton<IDepartmentService, DepartmentService>();
        services.AddSingleton<OperatorSessionListeners>().AddSingleton<OperatorSessions>().AddSingleton<OperatorAccess>().AddScoped<OperatorPasswordCheck>().AddScoped<OperatorLogin>();
        services.AddScoped<CommandDatabase>().AddScoped<OperatorAdministration>().AddScoped<WidgetAdministration>();
        services.AddSingleton<DemoData>().AddSingleton<SearchRebuild>().AddSingleton<Backup>().AddSingleton<Restore>().AddSingleton<ServerCheck>();
        AddSecondFactor(services);
        AddTeam(services);
        AddHousekeeping(services);
        services.AddHealthChecks().AddCheck<StorageHealth>(LivecallerHealthChecks.Tag, tags: [LivecallerHealthChecks.Tag]);
        services.AddOpenApi(OpenApiSetup.DocumentName, OpenApiSetup.Configure);
        return services;
    }

    /// <summary>Adds the files of the chat for web pages, which <c>MapLivecaller()</c> then serves at <c>/livecaller.js</c> and <c>/widget/{id}</c>.</summary>
    /// <remarks><c>AddLivecallerDashboard()</c> does this already. Without the files both addresses answer 404.</remarks>
    /// <param name="services">The application's services.</param>
    /// <param name="openArchive">Opens the archive, as <c>WidgetArchive.Open</c> of the package Livecaller.Widget.Files does.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddLivecallerWidget(this IServiceCollection services, Func<Stream> openArchive)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(openArchive);
        services.TryAddSingleton(new WidgetArchiveSource(openArchive));
        return services;
    }

    private static void AddStorage(IServiceCollection services, string? connectionString)
    {
        services.AddDbContextFactory<LivecallerDbContext>((provider, options) =>
        {
            provider.GetRequiredService<LivecallerDatabase>().Configure(options);
            options.UseApplicationServiceProvider(new StorageServices(provider));
            // In an app, whose log is about its own work. Microsoft.EntityFrameworkCore at Debug shows the SQL.
            options.ConfigureWarnings(static warnings => warnings.Log((RelationalEventId.CommandExecuted, LogLevel.Debug)));
        });
        services.AddSingleton(new SqliteConnectionSetting(connectionString)).AddSingleton<SqliteOpening>();
        services.TryAddSingleton<LivecallerDatabase, SqliteDatabase>();
        services.TryAddSingleton<IKeyStore, KeyFiles>();
        services.TryAddSingleton<AttachmentFiles, LocalFiles>();
        services.AddSingleton<WriteTurns>().AddSingleton<WriteGate>().AddSingleton<PreparedReads>();
    }

    private static void AddFirstStart(IServiceCollection services)
    {
        services.AddSingleton<FirstStart>().AddSingleton<DashboardPath>().AddSingleton<SetupAddress>().AddScoped<FirstOperator>();
        services.AddSingleton<StartGate>().AddSingleton<IStartupFilter>(static s => s.GetRequiredService<StartGate>());
        // Before the app's own services, which find the widget when their StartedAsync() is called.
        if (!services.Any(s => s.ImplementationType == typeof(FirstStartService))) services.Insert(0, ServiceDescriptor.Singleton<IHostedService, FirstStartService>());
    }

    private static void AddSecondFactor(IServiceCollection services)
    {
        services.AddSingleton<SealedTexts>().AddSingleton<AuthenticatorStore>().AddSingleton<SecondFactorPolicy>().AddSingleton<SecondFactorReset>();
        services.AddScoped<SecondFactorCheck>().AddScoped<OperatorPasskeys>().AddScoped<OwnAccount>();
    }

    private static void AddTeam(IServiceCollection services)
    {
        services.AddSingleton<AuditLog>().AddSingleton<IAuditLogService, AuditLogService>();
        services.AddSingleton<ApiKeys>().AddSingleton<IApiKeyService, ApiKeyService>();
        services.AddSingleton<INoteService, NoteService>().AddSingleton<ICannedReplyService, CannedReplyService>();
        services.AddSingleton<IBulkService, BulkService>().AddSingleton<ISavedViewService, SavedViewService>().AddSingleton<ITagService, TagService>();
        services.AddSingleton<HeldMessages>().AddHostedService(s => s.GetRequiredService<HeldMessages>()).AddSingleton<IDraftService, DraftService>();
        services.AddSingleton<BlockReader>().AddSingleton<IBlockService, BlockService>();
        services.AddSingleton<BlockList>().AddHostedService(s => s.GetRequiredService<BlockList>());
        services.AddSingleton<VisitorProfiles>().AddSingleton<VisitorExports>().AddSingleton<VisitorErasure>().AddSingleton<IVisitorService, VisitorService>();
        services.AddSingleton<ReportReader>().AddSingleton<IReportService, ReportService>();
        services.AddSingleton<TeamReader>().AddSingleton<InvitationAddress>().AddSingleton<TeamInvitations>();
        services.AddSingleton<ITeamService, TeamService>().AddSingleton<IProfileService, ProfileService>();
    }

    private static void AddHousekeeping(IServiceCollection services)
    {
        services.AddSingleton<AttachmentCheck>();
        services.AddSingleton<IHousekeepingTask>(s => s.GetRequiredService<AttachmentCheck>());
        services.AddSingleton<IHousekeepingTask, UploadCleanup>();
        services.AddSingleton<IHousekeepingTask, SessionCleanup>();
        services.AddSingleton<IHousekeepingTask, TranscriptCleanup>();
        services.AddSingleton<IHousekeepingTask, OldSecretCleanup>();
        services.AddSingleton<IHousekeepingTask, ConversationCleanup>();
        services.AddSingleton<IHousekeepingTask, SpaceCleanup>();
        services.AddHostedService<HousekeepingService>().AddHostedService<SnoozeReturns>();
    }

    private static void AddAccounts(IServiceCollection services)
    {
        OperatorAccounts.Add(services);
        // Cookies must outlive a restart; a host that keeps its key ring elsewhere has said so by then.
        services.AddDataProtection();
        services.AddOptions<KeyManagementOptions>().PostConfigure<DataDirectory, IKeyStore>((options, directory, keys) =>
        {
            if (directory.Fault is null) options.XmlRepository ??= keys.Ring;
        });
    }

    private static void AddRealtime(IServiceCollection services)
    {
        services.AddPusher();
        services.AddSingleton<IOptionsFactory<PusherOptions>, RealtimeOptions>();
    }
}
