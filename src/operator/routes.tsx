import type { App } from '../web/deps.ts';
import { operator } from '../web/guard.ts';
import { operatorAccountRoutes } from './accounts/account-routes.tsx';
import { operatorAccountsRoutes } from './accounts/routes.tsx';
import { operatorSubscriptionRoutes } from './accounts/subscription-routes.tsx';
import { operatorTemporaryRoutes } from './accounts/temporary-routes.tsx';
import { operatorUpcomingRoutes } from './accounts/upcoming-routes.tsx';
import { operatorPlanRoutes } from './catalogue/plan-routes.tsx';
import { operatorCatalogueRoutes } from './catalogue/routes.tsx';
import { operatorCouponsRoutes } from './coupons/routes.tsx';
import { operatorInvoicesRoutes } from './invoices/routes.tsx';
import { operatorMailRoutes } from './mail/routes.tsx';
import { operatorOrdersRoutes } from './orders/routes.tsx';

/** The operator desk (rules §4.25). All paths under `/operator/` are for operators only; this is checked before a form is validated. */
export function operatorRoutes(app: App): void {
  app.use('/operator/*', async (c, next) => {
    operator(c);
    await next();
  });
  operatorAccountsRoutes(app);
  operatorAccountRoutes(app);
  operatorSubscriptionRoutes(app);
  operatorTemporaryRoutes(app);
  operatorUpcomingRoutes(app);
  operatorCatalogueRoutes(app);
  operatorPlanRoutes(app);
  operatorCouponsRoutes(app);
  operatorOrdersRoutes(app);
  operatorInvoicesRoutes(app);
  operatorMailRoutes(app);
}
